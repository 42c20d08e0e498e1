import { describe, expect, it } from 'vitest';
import { scaleOf } from '../../wallboard/live/scale.ts';

const aspect = 16 / 9;
/** Minutes of arc that a capital letter of a label takes up at the farthest seat. */
function minutesOf(diagonalInches: number, distanceMetres: number, shape = aspect): number {
  const { label } = scaleOf({ diagonalInches, distanceMetres, aspect: shape });
  const heightMm = (diagonalInches * 25.4) / Math.hypot(shape, 1);
  return (2 * Math.atan((label * heightMm * 0.7) / 2 / (distanceMetres * 1000)) * 180 * 60) / Math.PI;
}

describe('the type scale of a screen', () => {
  it('gives labels 16 minutes of arc at the farthest seat, whatever the shape of the screen', () => {
    for (const diagonal of [43, 55, 65, 75]) {
      for (const distance of [3, 5, 8, 10]) {
        for (const shape of [16 / 9, 16 / 10]) {
          if (distance / diagonal < 0.2)
            expect(minutesOf(diagonal, distance, shape)).toBeGreaterThanOrEqual(15.99);
        }
      }
    }
  });
  it('makes labels of about 84 px of 1080 for 55 inches at 8 metres', () => {
    const { label, shows } = scaleOf({ diagonalInches: 55, distanceMetres: 8, aspect });
    expect(Math.round(label * 1080)).toBe(84);
    expect(shows).toBe('all');
  });
  it('shows less where more could not be read', () => {
    expect(scaleOf({ diagonalInches: 55, distanceMetres: 10, aspect }).shows).toBe('no-agents');
    expect(scaleOf({ diagonalInches: 43, distanceMetres: 10, aspect }).shows).toBe('tiles-only');
  });
});
