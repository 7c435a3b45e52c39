/** Sheets in landscape, millimetres. */
export const PAPERS = { a4: { width: 297, height: 210 }, a3: { width: 420, height: 297 } } as const;
export type Paper = keyof typeof PAPERS;

export const RESOLUTIONS = [150, 300] as const;

const MM_PER_INCH = 25.4;

export function pixels(mm: number, dpi: number): number {
  return Math.round((mm / MM_PER_INCH) * dpi);
}

/** The sheet as a picture: the same drawing at the resolution asked for, and the picture knows its size on paper. */
export async function toPng(sheet: SVGSVGElement, paper: Paper, dpi: number): Promise<Blob> {
  const { width, height } = PAPERS[paper];
  const copy = sheet.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(pixels(width, dpi)));
  copy.setAttribute('height', String(pixels(height, dpi)));
  const image = new Image();
  const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' }));
  try {
    await new Promise<void>((done, failed) => {
      image.onload = () => done();
      image.onerror = () => failed(new Error('The sheet cannot be drawn.'));
      image.src = address;
    });
    const canvas = document.createElement('canvas');
    canvas.width = pixels(width, dpi);
    canvas.height = pixels(height, dpi);
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob>((done, failed) => canvas.toBlob((found) => (found ? done(found) : failed(new Error('No picture came out.'))), 'image/png'));
    return new Blob([withResolution(new Uint8Array(await blob.arrayBuffer()), dpi)], { type: 'image/png' });
  } finally {
    URL.revokeObjectURL(address);
  }
}

const HEADER_END = 33;

/** A pHYs chunk after the header, so that programs print the sheet at its true size. */
export function withResolution(png: Uint8Array, dpi: number): Uint8Array<ArrayBuffer> {
  const chunk = new Uint8Array(21);
  const view = new DataView(chunk.buffer);
  const perMetre = Math.round(dpi / (MM_PER_INCH / 1000));
  view.setUint32(0, 9);
  chunk.set([0x70, 0x48, 0x59, 0x73], 4);
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  chunk[16] = 1;
  view.setUint32(17, crc32(chunk.subarray(4, 17)));
  const whole = new Uint8Array(png.length + chunk.length);
  whole.set(png.subarray(0, HEADER_END));
  whole.set(chunk, HEADER_END);
  whole.set(png.subarray(HEADER_END), HEADER_END + chunk.length);
  return whole;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
