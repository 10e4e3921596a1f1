/** Ids that a device mints for its facts: RFC 9562 version 7, so that they sort by when they were made. */
let ultimo = 0;
let serie = 0;

/** `ahora` in milliseconds. Within one millisecond the ids still grow: 12 bits count, 62 are random. */
export function uuid7(ahora = Date.now()) {
  if (ahora > ultimo) {
    ultimo = ahora;
    serie = Math.floor(Math.random() * 0x400);
  } else if (++serie > 0xfff) {
    ultimo += 1;
    serie = 0;
  }
  const azar = crypto.getRandomValues(new Uint8Array(8));
  azar[0] = 0x80 | (azar[0] & 0x3f);
  const cola = Array.from(azar, (b) => b.toString(16).padStart(2, "0")).join("");
  const hex = ultimo.toString(16).padStart(12, "0") + "7" + serie.toString(16).padStart(3, "0") + cola;
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
