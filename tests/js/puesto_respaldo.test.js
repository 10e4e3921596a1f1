import assert from "node:assert/strict";
import test from "node:test";

import * as almacen from "../../static/js/puesto/almacen.js";
import { aBase64, deBase64 } from "../../static/js/puesto/cripto.js";
import * as hechos from "../../static/js/puesto/hechos.js";
import { exportar } from "../../static/js/puesto/respaldo.js";
import { EVENTO, PORTADOR, VERDAD, telefono } from "./telefono.js";

const { subtle } = crypto;
const CURVA = { name: "ECDH", namedCurve: "P-256" };

/** What the server does, with a key of this test. */
async function abrir(sellado, privada) {
  const bytes = deBase64(sellado);
  const suya = await subtle.importKey("raw", bytes.subarray(0, 65), CURVA, false, []);
  const comun = await subtle.deriveBits({ name: "ECDH", public: suya }, privada, 256);
  const hkdf = await subtle.importKey("raw", comun, "HKDF", false, ["deriveKey"]);
  const receta = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: new TextEncoder().encode("convoca/sello/1") };
  const clave = await subtle.deriveKey(receta, hkdf, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  const claro = await subtle.decrypt({ name: "AES-GCM", iv: bytes.subarray(65, 77) }, clave, bytes.subarray(77));
  return JSON.parse(new TextDecoder().decode(claro));
}

test("the queue leaves as a file that only the server opens, and stays where it was", async () => {
  const base = await telefono();
  const par = await subtle.generateKey(CURVA, false, ["deriveBits"]);
  await almacen.put(base, "estado", aBase64(new Uint8Array(await subtle.exportKey("raw", par.publicKey))), "sello");
  for (let i = 0; i < 501; i++) {
    await almacen.guardarHecho(base, hechos.conteo({ evento: EVENTO, ahora: VERDAD, desfase: 0 }));
  }
  const archivos = await exportar(base, { ahora: VERDAD, bateria: 40 });
  assert.deepEqual(archivos.map((a) => [a.nombre, a.cuantos]), [["convoca-cola-202611222000-1.json", 501]]); // prettier-ignore
  const { sello, ...cara } = JSON.parse(await archivos[0].blob.text());
  assert.deepEqual(cara, { convoca: "cola", version: 1 });
  const { portador, cuerpo } = await abrir(sello, par.privateKey);
  assert.equal(portador, PORTADOR);
  assert.deepEqual([cuerpo.hechos.length, cuerpo.pendientes, cuerpo.bateria, cuerpo.hechos[0].secuencia], [501, 0, 40, 1]);
  assert.equal(await almacen.cuantos(base, "cola"), 501);
});

test("with nothing waiting there is no file", async () => {
  assert.deepEqual(await exportar(await telefono()), []);
});
