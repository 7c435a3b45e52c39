/** Systems that a person may name when the values suggest none of them: the usual ones of Shandong. */
export const OTHER_SYSTEMS: readonly { group: 'cgcs2000' | 'xian1980' | 'beijing1954' | 'map'; codes: readonly string[] }[] = [
  { group: 'cgcs2000', codes: ['EPSG:4490', 'EPSG:4326', 'EPSG:4526', 'EPSG:4527', 'EPSG:4528', 'EPSG:4529', 'EPSG:4547', 'EPSG:4548', 'EPSG:4549', 'EPSG:4550', 'EPSG:4498', 'EPSG:4499', 'EPSG:4509', 'EPSG:3857'] },
  { group: 'map', codes: ['GCJ-02', 'BD-09'] },
  { group: 'xian1980', codes: ['EPSG:4610', 'EPSG:2363', 'EPSG:2384'] },
  { group: 'beijing1954', codes: ['EPSG:4214', 'EPSG:2415', 'EPSG:2436', 'EPSG:2437'] },
];

const PLANES: Record<string, { meridian: number; zone?: number }> = {
  'EPSG:4526': { meridian: 114, zone: 38 }, 'EPSG:4527': { meridian: 117, zone: 39 }, 'EPSG:4528': { meridian: 120, zone: 40 }, 'EPSG:4529': { meridian: 123, zone: 41 },
  'EPSG:4547': { meridian: 114 }, 'EPSG:4548': { meridian: 117 }, 'EPSG:4549': { meridian: 120 }, 'EPSG:4550': { meridian: 123 },
  'EPSG:4498': { meridian: 117, zone: 20 }, 'EPSG:4499': { meridian: 123, zone: 21 }, 'EPSG:4509': { meridian: 117 },
  'EPSG:2363': { meridian: 117, zone: 39 }, 'EPSG:2384': { meridian: 117 },
  'EPSG:2415': { meridian: 117, zone: 39 }, 'EPSG:2436': { meridian: 117 }, 'EPSG:2437': { meridian: 120 },
};

export function planeOf(code: string): { meridian: number; zone?: number } | undefined {
  return PLANES[code];
}
