import { effect, untracked } from '@preact/signals';
import { Control, LatLngBounds, Map, Point, type LatLng, type LeafletMouseEvent } from 'leaflet';
import type { Config } from '../api/types';
import { nameOf, t } from '../i18n/t';
import { areaOfAdcode } from '../state/areas';
import { flight, hint, select, selectCell, selectedPoint, selectPoint, selectStack, sketch, viewBox, zoomNow } from '../state/map-state';
import { placeAsked, store } from '../state/store';
import { showBasemap } from './basemaps';
import { Boundaries } from './boundaries';
import { clickTakers, mapParts } from './extensions';
import { FeatureLayers } from './feature-layers';
import { listenToKeys } from './keyboard';
import { Labels } from './labels';
import { makePanes } from './panes';
import { pick } from './pick';

const MIN_ZOOM = 5;
const MAX_ZOOM = 18;
/** How far a flight to a single place goes in. */
const CLOSEST_FLIGHT_ZOOM = 14;

const calm = matchMedia('(prefers-reduced-motion: reduce)');
const animate = () => !calm.matches;

/** The Leaflet map, bound both ways to the state. Returns what takes it down again. */
export function showMap(container: HTMLElement, config: Config): () => void {
  const map = new Map(container, {
    minZoom: MIN_ZOOM, maxZoom: MAX_ZOOM, zoomControl: false, keyboard: false, fadeAnimation: false,
    zoomAnimation: animate(), attributionControl: false, worldCopyJump: false,
  });
  new Control.Attribution({ prefix: 'Leaflet', position: 'bottomright' }).addTo(map);
  makePanes(map);
  const place = new PlaceKeeper(map, config);

  const boundaries = new Boundaries(map);
  const features = new FeatureLayers(map);
  const labels = new Labels(map);
  const stops = [
    showBasemap(map),
    place.follow(),
    effect(() => flyTo(map, flight.value)),
    effect(() => keepInSight(map)),
    effect(() => takePartsIn(map)),
    listenToKeys(map, (place) => choose(map, place, features, boundaries), animate),
    effect(() => container.setAttribute('aria-label', t('map.label'))),
  ];
  map.on('click', (event: LeafletMouseEvent) => choose(map, event.latlng, features, boundaries));
  hintOnHover(map, features, boundaries);
  const zoomButtons = (event: Event) => (event as CustomEvent<number>).detail > 0 ? map.zoomIn() : map.zoomOut();
  container.addEventListener('zoom-by', zoomButtons);
  const size = new ResizeObserver(() => place.fitWindow());
  size.observe(container);

  return () => {
    size.disconnect();
    stops.forEach((stop) => stop());
    boundaries.remove();
    features.remove();
    labels.remove();
    map.remove();
  };
}

/** Moves of the map go to the address; a place that comes from the address moves the map. */
class PlaceKeeper {
  /** Fitting the province to the window is the default and stays out of the address. */
  private quiet = false;

  constructor(private readonly map: Map, private readonly config: Config) {
    this.goThere();
    this.tell();
    map.on('moveend', () => {
      this.tell();
      if (!this.quiet) this.keep();
    });
  }

  follow(): () => void {
    let asked = placeAsked.peek();
    return effect(() => {
      if (placeAsked.value === asked) return;
      asked = placeAsked.value;
      this.goThere();
    });
  }

  fitWindow(): void {
    const before = this.map.getSize();
    this.quiet = true;
    this.map.invalidateSize({ animate: false });
    this.quiet = false;
    // Told once at the start too, when nothing changed and the map may be on its way to a place it was sent to.
    if (!store.view.peek() && !before.equals(this.map.getSize())) this.goThere();
  }

  private goThere(): void {
    const view = store.view.peek();
    this.quiet = true;
    if (view) this.map.setView([view.lat, view.lng], view.zoom, { animate: false });
    else this.map.fitBounds(boundsOf(this.config.view.bounds), { animate: false });
    this.quiet = false;
  }

  private tell(): void {
    const bounds = this.map.getBounds();
    viewBox.value = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    zoomNow.value = this.map.getZoom();
  }

  private keep(): void {
    const centre = this.map.getCenter();
    const view = { zoom: this.map.getZoom(), lat: +centre.lat.toFixed(4), lng: +centre.lng.toFixed(4) };
    if (JSON.stringify(view) !== JSON.stringify(store.view.peek())) store.view.value = view;
  }
}

/** Parts that come later join the map that is there; all leave with it. */
function takePartsIn(map: Map): () => void {
  const stops = mapParts.value.map((part) => untracked(() => part(map)));
  return () => stops.forEach((stop) => stop());
}

function choose(map: Map, place: LatLng, features: FeatureLayers, boundaries: Boundaries): void {
  performance.mark('pick-start');
  if ([...clickTakers].some((take) => take(place, map))) return;
  const found = pick(place, features, boundaries);
  if (!found) select(null);
  else if (found.kind === 'area' && store.coverage.peek()) selectPoint([place.lng, place.lat], { kind: 'area', adcode: found.adcode });
  else if (found.kind === 'area') select({ kind: 'area', adcode: found.adcode });
  else if (found.kind === 'cell') selectCell({ layer: found.layer.collection.id, classes: found.tile.classes[found.index]!, lat: place.lat, lng: place.lng });
  else if (found.kind === 'stack') selectStack(found, place);
  else select({ kind: 'feature', layer: found.layer, id: found.id });
}

function flyTo(map: Map, box: Config['view']['bounds'] | null): void {
  if (!box) return;
  flight.value = null;
  const [west, south, east, north] = box;
  const pad = { padding: [24, 24] as [number, number], maxZoom: CLOSEST_FLIGHT_ZOOM, animate: animate(), duration: 0.6 };
  const bounds = new LatLngBounds([south, west], [north, east]);
  // Said before the flight begins: a window that changes its size meanwhile must not put the default place back.
  const centre = bounds.getCenter();
  store.view.value = { zoom: Math.min(map.getBoundsZoom(bounds, false, new Point(48, 48)), CLOSEST_FLIGHT_ZOOM), lat: +centre.lat.toFixed(4), lng: +centre.lng.toFixed(4) };
  if (animate()) map.flyToBounds(bounds, pad);
  else map.fitBounds(bounds, pad);
}

/** A selection made in a list or by an address is brought into sight, no further. */
function keepInSight(map: Map): void {
  const selection = store.selection.value;
  const point = selectedPoint.value;
  const area = selection?.kind === 'area' ? areaOfAdcode(selection.adcode) : undefined;
  const at = store.point.value;
  const place: [number, number] | null = point ? [point.lat, point.lng] : at ? [at[1], at[0]] : area?.label ? [area.label[1], area.label[0]] : null;
  if (place && !map.getBounds().contains(place)) map.panTo(place, { animate: animate() });
}

/** Names what is under the pointer; fingers have no pointer to rest. */
function hintOnHover(map: Map, features: FeatureLayers, boundaries: Boundaries): void {
  if (!matchMedia('(hover: hover)').matches) return;
  let frame = 0;
  map.on('mousemove', (event: LeafletMouseEvent) => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      // While an area is drawn the pointer draws; names would only hide what it draws.
      const found = sketch.peek() ? null : pick(event.latlng, features, boundaries);
      const { x, y } = event.containerPoint;
      map.getContainer().style.cursor = found ? 'pointer' : '';
      if (!found || found.kind === 'cell') hint.value = null;
      else if (found.kind === 'area') hint.value = { x, y, adcode: found.adcode, title: nameOf(found) };
      else if (found.kind === 'stack') hint.value = { x, y, title: t('stack.title', { n: found.sites.length }) };
      else hint.value = { x, y, title: found.name };
    });
  });
  map.on('mouseout movestart', () => {
    cancelAnimationFrame(frame);
    hint.value = null;
  });
}

function boundsOf([west, south, east, north]: Config['view']['bounds']): LatLngBounds {
  return new LatLngBounds([south, west], [north, east]);
}
