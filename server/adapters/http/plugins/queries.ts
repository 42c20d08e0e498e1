import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { FloorlightError } from '#domain/errors.ts';

/** Checks what comes in by the zod objects of the routes. What goes out is built field by field in `answers`. */
export function addQueries(app: App): void {
  app.setValidatorCompiler<z.ZodType>(checkPart);
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
}

/** A part of a request and what it must look like. */
export type RoutePart = { readonly schema: z.ZodType; readonly httpPart?: string | undefined };

/** The check of one part of a request, in the form that the framework calls. */
export const checkPart =
  ({ schema, httpPart }: RoutePart) =>
  (input: unknown) => {
    const result = schema.safeParse(input);
    return result.success ? { value: result.data } : { error: misfitOf(result.error, httpPart ?? 'query') };
  };

/** Names the first parameter that does not fit, and the rule that it breaks. */
function misfitOf(error: z.ZodError, part: string): FloorlightError {
  const issue = error.issues[0];
  const stray = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const parameter = stray?.slice(0, 100) ?? (issue?.path.join('.') || part);
  const rule = stray === undefined ? (issue?.message ?? 'is not valid') : 'is not a parameter of this call';
  return misfit(parameter, rule);
}

/** The failure of one parameter. */
export const misfit = (parameter: string, rule: string): FloorlightError =>
  new FloorlightError('QUERY_INVALID', `${parameter}: ${rule}`, { details: { parameter, rule } });

/** The app, whose routes know the types of their parameters from their zod objects. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
