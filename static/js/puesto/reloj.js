/**
 * The server's time as this phone can tell it, however wrong its own clock is. All in milliseconds.
 *
 * desfase({enviado, recibido, servidor}) → server minus device; `servidor` is the answer's `ahora`, taken to be
 *   of the middle of the request. `enviado` and `recibido` are Date.now() before and after. null if `servidor` is not a moment.
 * corregido(capturado, desfase) → the true moment of something that this phone captured.
 */
export function desfase({ enviado, recibido, servidor }) {
  const suyo = Date.parse(servidor);
  return Number.isNaN(suyo) ? null : Math.round(suyo - (enviado + recibido) / 2);
}

export const corregido = (capturado, desfase_ms) => capturado + (desfase_ms ?? 0);
