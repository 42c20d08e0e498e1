import type { Component } from 'svelte';
import LeadTile from './LeadTile.svelte';
import NumberTile from './NumberTile.svelte';
import PairTile from './PairTile.svelte';
import type { TileProps } from './props.ts';

/** Kinds of tiles: a line here and a component of that name make a new one. */
export const tiles = {
  lead: LeadTile,
  number: NumberTile,
  pair: PairTile,
} satisfies Record<string, Component<TileProps>>;
export type TileKind = keyof typeof tiles;
