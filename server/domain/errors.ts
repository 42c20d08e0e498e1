/** Every error code of the product, with the HTTP status it is answered with and what it means. */
export const errorCodes = {
  CONFIG_INVALID: { status: 500, meaning: 'The configuration has faults; all of them are listed.' },
  BODY_NOT_JSON: { status: 400, meaning: 'The body is not valid JSON.' },
  BODY_TOO_DEEP: { status: 400, meaning: 'The body is nested deeper than 16 levels.' },
  BODY_TOO_LARGE: { status: 413, meaning: 'The body is larger than this route takes.' },
  BATCH_TOO_LARGE: {
    status: 413,
    meaning: 'A batch holds at most 500 events; send the rest in another one.',
  },
  MEDIA_TYPE_UNKNOWN: { status: 415, meaning: 'The content type is not one that this route reads.' },
  NOT_SIGNED_IN: { status: 401, meaning: 'No valid credential came with the request.' },
  NOT_ALLOWED: { status: 403, meaning: 'The credential does not carry the scope that this needs.' },
  NOT_FOUND: { status: 404, meaning: 'There is nothing at this address.' },
  QUERY_INVALID: { status: 422, meaning: 'A parameter of the request does not fit.' },
  TOO_MANY_TRIES: { status: 429, meaning: 'Too many tries from this address; wait and try again.' },
  LEDGER_UNAVAILABLE: { status: 503, meaning: 'The ledger does not answer; nothing was accepted.' },
  DATA_DIR_IN_USE: { status: 500, meaning: 'Another Floorlight owns this data directory.' },
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** An expected failure with a code of the list above; `message` says what was expected, what came and what to do. */
export class FloorlightError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  /** Parts of the answer that a program may read, such as the field that is wrong. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string = errorCodes[code].meaning,
    options: { cause?: unknown; details?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'FloorlightError';
    this.code = code;
    this.status = errorCodes[code].status;
    this.details = options.details ?? {};
  }
}
