import assert from "node:assert/strict";
import test from "node:test";

import { leerPase, leerToken, normalizarCorto } from "../../static/js/puesto/codigo.js";

const CODIGO = "7H2K9MPQ4RSTV0WXYZ3ABCDE5F";

test("a pass is read from the address in its QR, whatever the site, or bare", () => {
  for (const texto of [
    `https://convoca.gob.sv/p/${CODIGO}/`,
    `http://localhost:8000/p/${CODIGO}`,
    `HTTPS://CONVOCA.GOB.SV/P/${CODIGO}/`,
    `https://otro.example/p/${CODIGO.toLowerCase()}/?via=mesa`,
    ` ${CODIGO}\r\n`,
    CODIGO.toLowerCase(),
  ]) {
    assert.equal(leerPase(texto), CODIGO, texto);
  }
});

test("what a scanner types with a Spanish keyboard layout is still read", () => {
  assert.equal(leerPase(`httpsÑ--convoca.gob.sv-p-${CODIGO}-`), CODIGO);
});

test("anything else is no pass", () => {
  for (const texto of [
    "",
    null,
    "KM482",
    "https://example.com/",
    `https://convoca.gob.sv/o/${CODIGO}/`,
    `https://convoca.gob.sv/p/${CODIGO}7/`,
    `${CODIGO}7`,
    `https://convoca.gob.sv/puesto/#${CODIGO}`,
    `WIFI:S:${CODIGO};;`,
  ]) {
    assert.equal(leerPase(texto), null, texto);
  }
});

test("a short code is understood however it is typed", () => {
  for (const texto of ["KM482", "km 482", " k-m 4 8 2 ", "ＫＭ４８２"]) {
    assert.equal(normalizarCorto(texto), "KM482", texto);
  }
  assert.equal(normalizarCorto("KMO0I"), "KM001");
  for (const texto of ["", undefined, "K482", "KM48", "KM4822", "4KM82"]) assert.equal(normalizarCorto(texto), null);
});

test("an enrolment is read from its QR or from the address bar", () => {
  assert.equal(leerToken(`https://convoca.gob.sv/puesto/#${CODIGO}`), CODIGO);
  assert.equal(leerToken(`#${CODIGO}`), CODIGO);
  assert.equal(leerToken(`https://convoca.gob.sv/p/${CODIGO}/`), null);
  assert.equal(leerToken("#otra-cosa"), null);
});
