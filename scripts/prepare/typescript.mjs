/** From now on this process can import TypeScript. */
export async function allowTypeScript() {
  const { register } = await import('tsx/esm/api');
  register();
}
