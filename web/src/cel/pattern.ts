// Patterns of `matches`: the part of RE2's syntax that means the same in a browser, translated; everything else is
// left to the server. No groups that look around, no names, no classes of classes; quantifiers do not nest, so that no
// text keeps the browser busy.
import { Unsupported } from './value'

const simple: Record<string, string> = {
  '\\d': '[0-9]',
  '\\D': '[^0-9]',
  '\\w': '[0-9A-Za-z_]',
  '\\W': '[^0-9A-Za-z_]',
  '\\s': '[\\t\\n\\f\\r ]',
  '\\S': '[^\\t\\n\\f\\r ]',
}
const inClass: Record<string, string> = { '\\d': '0-9', '\\w': '0-9A-Za-z_', '\\s': '\\t\\n\\f\\r ' }
const literalEscape = /^\\[.*+?^${}()|[\]\\/-]$/

class Reader {
  private at = 0
  private readonly points: string[]

  constructor(private readonly pattern: string) {
    this.points = Array.from(pattern)
  }

  whole(): string {
    const out = this.choice()
    if (this.at < this.points.length) this.refuse()
    return out
  }

  private refuse(): never {
    throw new Unsupported(`matches(${this.pattern})`)
  }

  private choice(): string {
    let out = ''
    while (this.at < this.points.length) {
      const point = this.points[this.at] as string
      if (point === ')') break
      if (point === '|') {
        out += '|'
        this.at += 1
        continue
      }
      const isGroup = point === '('
      const piece = isGroup ? this.group() : this.atom(point)
      const often = this.quantifier()
      const nests = isGroup && /[*+{?]/.test(piece.slice(3))
      if (often !== '' && (nests || piece === '^' || piece === '$')) this.refuse()
      out += piece + often
    }
    return out
  }

  private group(): string {
    this.at += 1
    if (this.points[this.at] === '?') {
      if (this.points[this.at + 1] !== ':') this.refuse()
      this.at += 2
    }
    const inside = this.choice()
    if (this.points[this.at] !== ')') this.refuse()
    this.at += 1
    return `(?:${inside})`
  }

  private atom(point: string): string {
    this.at += 1
    if (point === '.') return '[^\\n]'
    if (point === '[') return this.set()
    if (point === '\\') return this.escaped(simple)
    if ('*+?{}]'.includes(point)) this.refuse()
    return point === '/' ? '\\/' : point
  }

  private escaped(meanings: Record<string, string>): string {
    const both = `\\${this.points[this.at] ?? ''}`
    this.at += 1
    const meaning = meanings[both]
    if (meaning !== undefined) return meaning
    if (!literalEscape.test(both)) this.refuse()
    return both === '\\-' && meanings === simple ? '-' : both
  }

  private set(): string {
    let out = '['
    if (this.points[this.at] === '^') {
      out += '^'
      this.at += 1
    }
    if (this.points[this.at] === ']') this.refuse()
    while (this.points[this.at] !== ']') {
      const point = this.points[this.at]
      if (point === undefined || point === '[') this.refuse()
      this.at += 1
      out += point === '\\' ? this.escaped(inClass) : point
    }
    this.at += 1
    return `${out}]`
  }

  private quantifier(): string {
    const point = this.points[this.at]
    if (point === '*' || point === '+' || point === '?') {
      this.at += 1
      if ('*+?'.includes(this.points[this.at] ?? 'x')) this.refuse()
      return point
    }
    if (point !== '{') return ''
    const match = /^\{\d{1,3}(,\d{0,3})?\}/.exec(this.points.slice(this.at).join(''))
    if (match === null) this.refuse()
    this.at += match[0].length
    if ('*+?{'.includes(this.points[this.at] ?? 'x')) this.refuse()
    return match[0]
  }
}

const known = new Map<string, RegExp>()

export function patternOf(text: string): RegExp {
  const found = known.get(text)
  if (found !== undefined) return found
  let made: RegExp
  try {
    made = new RegExp(new Reader(text).whole(), 'u')
  } catch (reason) {
    if (reason instanceof Unsupported) throw reason
    throw new Unsupported(`matches(${text})`)
  }
  known.set(text, made)
  return made
}
