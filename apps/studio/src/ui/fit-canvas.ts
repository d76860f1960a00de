/** Brings a canvas to the pixels of its screen and clears it. */
export function fitCanvas(
  canvas: HTMLCanvasElement,
  brush: CanvasRenderingContext2D,
  width: number,
  height: number,
): void {
  const density = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * density)) canvas.width = Math.round(width * density);
  if (canvas.height !== Math.round(height * density)) canvas.height = Math.round(height * density);
  brush.setTransform(density, 0, 0, density, 0, 0);
  brush.clearRect(0, 0, width, height);
}
