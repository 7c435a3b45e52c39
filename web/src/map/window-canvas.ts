import { DomUtil, Point, type Map } from 'leaflet';

/** Px beyond the window that are drawn as well, so that a drag does not uncover empty land at once. */
const MARGIN_PX = 160;

export type At = (lat: number, lng: number) => Point;

/** One canvas over the window of the map, drawn anew wherever the map comes to rest. */
export class WindowCanvas {
  private readonly canvas: HTMLCanvasElement;

  constructor(private readonly map: Map, pane: string, private readonly paint: (ctx: CanvasRenderingContext2D, at: At) => void) {
    this.canvas = DomUtil.create('canvas', 'window-canvas', map.getPane(pane));
    map.on('moveend zoomend resize', this.draw, this);
    map.on('zoomstart', this.hide, this);
  }

  draw(): void {
    const { map, canvas } = this;
    const size = map.getSize();
    const density = devicePixelRatio || 1;
    const width = size.x + 2 * MARGIN_PX;
    const height = size.y + 2 * MARGIN_PX;
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    canvas.style.visibility = '';
    DomUtil.setPosition(canvas, map.containerPointToLayerPoint(new Point(-MARGIN_PX, -MARGIN_PX)));
    const ctx = canvas.getContext('2d')!;
    ctx.setTransform(density, 0, 0, density, 0, 0);
    this.paint(ctx, (lat, lng) => map.latLngToContainerPoint([lat, lng]).add([MARGIN_PX, MARGIN_PX]));
  }

  private hide(): void {
    this.canvas.style.visibility = 'hidden';
  }

  remove(): void {
    this.map.off('moveend zoomend resize', this.draw, this);
    this.map.off('zoomstart', this.hide, this);
    this.canvas.remove();
  }
}
