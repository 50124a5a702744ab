// Counting what held and what did not.

export function makeChecks() {
  const failures = []
  let passed = 0
  return {
    that(name, holds, detail = '') {
      if (holds) passed += 1
      else {
        failures.push(name)
        console.log(`FAILED  ${name}${detail === '' ? '' : `\n        ${detail}`}`)
      }
    },
    close() {
      console.log(`${passed} passed, ${failures.length} failed`)
      return failures.length === 0 ? 0 : 1
    },
  }
}
