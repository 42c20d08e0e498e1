/** The media types of events. */
export const mediaTypes = {
  json: 'application/json',
  one: 'application/cloudevents+json',
  batch: 'application/cloudevents-batch+json',
  lines: 'application/x-ndjson',
} as const;

/**
 * The media type of a `Content-Type` header, or `null` when it is not written plainly: one name, and no parameter
 * but `charset=utf-8`. Read by comparing text, so that no two readers can understand it differently.
 */
export function mediaTypeOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  const [name = '', ...parameters] = header.split(';').map((part) => part.replace(/^ +| +$/g, ''));
  const charset = parameters[0]?.toLowerCase();
  const isUtf8 = charset === undefined || charset === 'charset=utf-8' || charset === 'charset="utf-8"';
  return isUtf8 && parameters.length <= 1 && /^[a-zA-Z0-9.+/-]+$/.test(name) ? name.toLowerCase() : null;
}
