/**
 * What docs/puesto.md says of bytes: indices, rows that only their pass opens, and the seal that only the server opens.
 *
 * indice(codigo) → Promise<string>; indiceCorto(slug, corto) → Promise<string>
 * abrirFila(slug, codigo, base64) → Promise<{n, e, a, k, l} | null>; null when it is not that pass's row
 * sellar(base64PublicKey, objeto) → Promise<base64>
 * aBase64(bytes) → string; deBase64(texto) → Uint8Array
 */
const { subtle } = globalThis.crypto;
const octetos = (texto) => new TextEncoder().encode(texto);

export const aBase64 = (bytes) => btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(""));
export const deBase64 = (texto) => Uint8Array.from(atob(texto), (c) => c.charCodeAt(0));

const resumen = async (texto) => new Uint8Array(await subtle.digest("SHA-256", octetos(texto)));

async function ocho(texto) {
  return Array.from((await resumen(texto)).subarray(0, 8), (b) => b.toString(16).padStart(2, "0")).join("");
}

export const indice = (codigo) => ocho(`convoca/indice/1|${codigo}`);
export const indiceCorto = (slug, corto) => ocho(`convoca/corto/1|${slug}|${corto}`);

export async function abrirFila(slug, codigo, base64) {
  try {
    const fila = deBase64(base64);
    const clave = await subtle.importKey("raw", await resumen(`convoca/fila/1|${codigo}`), "AES-GCM", false, ["decrypt"]);
    const algoritmo = { name: "AES-GCM", iv: fila.subarray(0, 12), additionalData: octetos(slug) };
    const claro = await subtle.decrypt(algoritmo, clave, fila.subarray(12));
    return JSON.parse(new TextDecoder().decode(claro));
  } catch {
    return null;
  }
}

export async function sellar(base64PublicKey, objeto) {
  const curva = { name: "ECDH", namedCurve: "P-256" };
  const suya = await subtle.importKey("raw", deBase64(base64PublicKey), curva, false, []);
  const efimera = await subtle.generateKey(curva, false, ["deriveBits"]);
  const comun = await subtle.deriveBits({ name: "ECDH", public: suya }, efimera.privateKey, 256);
  const hkdf = await subtle.importKey("raw", comun, "HKDF", false, ["deriveKey"]);
  const receta = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: octetos("convoca/sello/1") };
  const clave = await subtle.deriveKey(receta, hkdf, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = globalThis.crypto.getRandomValues(new Uint8Array(12));
  const cifrado = await subtle.encrypt({ name: "AES-GCM", iv }, clave, octetos(JSON.stringify(objeto)));
  const punto = await subtle.exportKey("raw", efimera.publicKey);
  return aBase64(new Uint8Array([...new Uint8Array(punto), ...iv, ...new Uint8Array(cifrado)]));
}
