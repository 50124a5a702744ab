// A selection done again in the reader's own browser, without the server's word (RFC 3797 with SHA-256): the digest
// of (i, seed, i), i in eight bytes, read as one number, modulo how many were left.
import type { DrawStep } from '@/api/draws'

function eightBytes(i: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(i))
  return bytes
}

async function numberBelow(seed: string, i: number, below: number): Promise<number> {
  const index = eightBytes(i)
  const words = new TextEncoder().encode(seed)
  const all = new Uint8Array(16 + words.length)
  all.set(index)
  all.set(words, 8)
  all.set(index, 8 + words.length)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', all))
  let rest = 0n
  for (const byte of digest) rest = (rest * 256n + BigInt(byte)) % BigInt(below)
  return Number(rest)
}

// How many of the steps come out the same; null where the browser has no digests (pages over plain http).
export async function repeatSteps(method: string, steps: DrawStep[]): Promise<number | null> {
  if (method === 'rfc3797' || globalThis.crypto?.subtle === undefined) return null
  let same = 0
  for (const step of steps)
    if ((await numberBelow(step.seed, step.i, step.below)) === step.number) same += 1
  return same
}
