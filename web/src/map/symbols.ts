import type { Shape } from '../api/types';

const TURN = Math.PI * 2;

/** Adds one mark of radius r (px) to a path; areas of the shapes are about equal, so none shouts. */
export function addMark(path: CanvasPath, shape: Shape, x: number, y: number, r: number): void {
  switch (shape) {
    case 'square':
      path.rect(x - r * 0.89, y - r * 0.89, r * 1.78, r * 1.78);
      break;
    case 'triangle':
      polygon(path, x, y + r * 0.2, r * 1.35, 3, -TURN / 4);
      break;
    case 'diamond':
      polygon(path, x, y, r * 1.25, 4, -TURN / 4);
      break;
    case 'star':
      for (let i = 0; i < 10; i++) {
        const angle = (i * TURN) / 10 - TURN / 4;
        const reach = i % 2 ? r * 0.65 : r * 1.5;
        corner(path, i === 0, x + Math.cos(angle) * reach, y + Math.sin(angle) * reach);
      }
      path.closePath();
      break;
    case 'cross': {
      const long = r * 1.2;
      const thin = r * 0.42;
      path.rect(x - long, y - thin, long * 2, thin * 2);
      path.rect(x - thin, y - long, thin * 2, long - thin);
      path.rect(x - thin, y + thin, thin * 2, long - thin);
      break;
    }
    default:
      path.moveTo(x + r, y);
      path.arc(x, y, r, 0, TURN);
  }
}

function polygon(path: CanvasPath, x: number, y: number, r: number, corners: number, start: number): void {
  for (let i = 0; i < corners; i++) {
    const angle = start + (i * TURN) / corners;
    corner(path, i === 0, x + Math.cos(angle) * r, y + Math.sin(angle) * r);
  }
  path.closePath();
}

function corner(path: CanvasPath, first: boolean, x: number, y: number): void {
  if (first) path.moveTo(x, y);
  else path.lineTo(x, y);
}
