export { createXesReader } from './read-xes.ts';
