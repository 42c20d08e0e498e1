import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { Failure } from '../answers/shapes.ts';
import type { App } from './queries.ts';

/** Swagger UI draws with inline styles, so its pages get a policy of their own; scripts come from here alone. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Must come before the routes: they are collected as they are added. */
export async function addOpenApi(app: App, build: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Floorlight',
        version: build,
        description:
          'Events in, numbers out. Durations are milliseconds, rates fractions of 1, money a decimal string with its currency, times RFC 3339 in UTC; `null` means that there is nothing to compute from.',
      },
      components: {
        securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'an API key' } },
      },
    },
    transform: (route) => jsonSchemaTransform({ ...route, schema: documented(route) as typeof route.schema }),
  });
}

/** The pages of the documentation. */
export async function addDocs(app: App): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: contentPolicy,
    uiConfig: { docExpansion: 'list', tryItOutEnabled: true },
    logLevel: 'error',
  });
}

/** Every documented call can fail, and those that are not for everybody need a key. */
function documented(route: { schema: unknown; route: { config?: { access?: unknown } | undefined } }) {
  const schema = route.schema as { hide?: boolean; response?: object } | undefined;
  if (schema === undefined || schema.hide) return schema;
  const isOpen = route.route.config?.access === 'anonymous';
  return {
    ...schema,
    response: { ...schema.response, '4xx': Failure, '5xx': Failure },
    ...(isOpen ? {} : { security: [{ key: [] }] }),
  };
}
