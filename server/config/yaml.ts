import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** Reads YAML by a schema; every fault is a line that begins with where it is. */
export function readYaml<T>(
  yaml: string,
  schema: z.ZodType<T>,
): { readonly value: T } | { readonly faults: readonly string[] } {
  const lineCounter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter, prettyErrors: false });
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ pos, message }) => {
      const { line, col } = lineCounter.linePos(pos[0]);
      return `line ${line}, column ${col}: ${message}`;
    });
    return { faults };
  }
  const content = contentOf(document);
  if ('fault' in content) return { faults: [content.fault] };
  const parsed = schema.safeParse(content.value);
  if (parsed.success) return { value: parsed.data };
  return { faults: parsed.error.issues.flatMap((issue) => faultsOf(issue, content.value)) };
}

/** An alias that leads nowhere, or too many of them, only show when the document is made into values. */
function contentOf(document: ReturnType<typeof parseDocument>): { value: unknown } | { fault: string } {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) ?? {} };
  } catch (error) {
    return { fault: `the file: ${(error as Error).message}` };
  }
}

function faultsOf(issue: z.core.$ZodIssue, content: unknown): string[] {
  const place = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${[place, key].filter(Boolean).join('.')} is not known here`);
  }
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => `${place} ${message}`);
  const value = issue.path.reduce(
    (inner: unknown, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key],
    content,
  );
  const got = value === undefined ? 'nothing' : JSON.stringify(value);
  return [`${place || 'the file'} ${issue.message}, got ${got}`];
}
