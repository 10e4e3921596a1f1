import assert from "node:assert/strict";
import test from "node:test";

import { leerAlta } from "../../static/js/puesto/anotar.js";
import { hora } from "../../static/js/puesto/pantallas.js";

const NB = "\u00a0";

for (const [momento, dicho] of [
  ["2026-11-22T08:52:00-06:00", `8:52${NB}a.${NB}m.`],
  ["2026-11-22T12:00:00-06:00", `12:00${NB}m.`],
  ["2026-11-22T00:05:00-06:00", `12:05${NB}a.${NB}m.`],
  ["2026-11-22T21:30:00-06:00", `9:30${NB}p.${NB}m.`],
]) {
  test(`an hour is said as people say it: ${dicho}`, () => assert.equal(hora(momento), dicho));
}

test("in English noon is noon", () => assert.equal(hora("2026-11-22T12:00:00-06:00", "en"), `12:00${NB}noon`));

const formulario = (campos) => new Map(Object.entries({ acompanantes: "0", ...campos }));

test("of somebody under 18 no name is kept", () => {
  const { persona, menor } = leerAlta(formulario({ nombre: "Ana", edad: "12-17", sexo: "mujer" }));
  assert.deepEqual([persona.nombre, menor], ["", true]);
});

test("a walk-in says how many come, the holder included", () => {
  assert.equal(leerAlta(formulario({ acompanantes: "2" })).personas, 3);
  assert.equal(leerAlta(formulario({ acompanantes: "mas", cuantas: "7" })).personas, 8);
  assert.equal(leerAlta(formulario({ acompanantes: "mas", cuantas: "9999" })).personas, 51);
});

test("a list on paper says that it was one", () => {
  assert.equal(leerAlta(formulario({ papel: "on" })).metodo, "papel");
  assert.equal(leerAlta(formulario({})).metodo, "mesa");
});
