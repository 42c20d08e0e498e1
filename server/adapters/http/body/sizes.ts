/** How large what comes over HTTP may be. */
export const sizes = {
  headerBytes: 16_384,
  bodyBytes: 262_144,
  batchBytes: 1_048_576,
  batchEvents: 500,
  lineBytes: 262_144,
  depth: 16,
  keysOfObject: 200,
  textLength: 1_024,
} as const;

/** How long things may take, in ms. */
export const times = { body: 10_000, stall: 60_000, headers: 10_000, keepAlive: 10_000 } as const;
