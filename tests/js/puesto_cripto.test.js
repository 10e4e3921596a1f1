import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { abrirFila, deBase64, indice, indiceCorto, sellar } from "../../static/js/puesto/cripto.js";

// Shared with tests/asistencia/test_vectores.py: the server makes and opens the very same bytes.
const v = JSON.parse(readFileSync(new URL("vectores.json", import.meta.url), "utf-8"));

test("indices are the server's", async () => {
  assert.equal(await indice(v.codigo), v.indice);
  assert.equal(await indiceCorto(v.slug, v.corto), v.indice_corto);
});

test("a pass opens its own row", async () => {
  assert.deepEqual(await abrirFila(v.slug, v.codigo, v.fila_cifrada), v.fila);
});

test("no other pass, no other event and no changed byte opens it", async () => {
  const tocada = deBase64(v.fila_cifrada);
  tocada[20] ^= 1;
  assert.equal(await abrirFila(v.slug, v.otro_codigo, v.fila_cifrada), null);
  assert.equal(await abrirFila("otro-evento", v.codigo, v.fila_cifrada), null);
  assert.equal(await abrirFila(v.slug, v.codigo, btoa(String.fromCharCode(...tocada))), null);
  assert.equal(await abrirFila(v.slug, v.codigo, "no es base64 ·"), null);
});

test("what is sealed says nothing, and never twice the same", async () => {
  const [uno, otro] = [await sellar(v.sello, v.contenido), await sellar(v.sello, v.contenido)];
  assert.notEqual(uno, otro);
  assert.equal(deBase64(uno)[0], 4);
  assert.equal(deBase64(uno).length, 65 + 12 + new TextEncoder().encode(JSON.stringify(v.contenido)).length + 16);
  assert.ok(!atob(uno).includes("7000-0000"));
});
