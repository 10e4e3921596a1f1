import assert from "node:assert/strict";
import test from "node:test";

import * as hechos from "../../static/js/puesto/hechos.js";

const VERDAD = Date.parse("2026-11-22T14:00:00-06:00");
const aqui = { evento: "cine", ahora: VERDAD, desfase: -2_400_000.4 };
const COMUN = { evento: "cine", secuencia: 0, capturado_el: "2026-11-22T20:00:00.000Z", desfase_ms: -2_400_000 };

function sinId({ id, ...resto }) {
  assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  return resto;
}

test("every kind says exactly what the protocol asks", () => {
  const esperados = [
    [hechos.asistencia({ ...aqui, codigo: "A", personas: 3 }), { tipo: "asistencia", codigo: "A", personas: 3, metodo: "qr" }],
    [hechos.asistencia({ ...aqui, corto: "KM482" }), { tipo: "asistencia", corto: "KM482", personas: 1, metodo: "mesa" }],
    [hechos.alta({ ...aqui, personas: 2, sello: "x" }), { tipo: "alta", personas: 2, sello: "x", metodo: "mesa" }],
    [hechos.conteo(aqui), { tipo: "conteo", personas: 1, ambito: "sin_registro" }],
    [hechos.conteo({ ...aqui, ambito: "todos", edad: "0-11" }), { tipo: "conteo", personas: 1, ambito: "todos", edad: "0-11" }],
    [hechos.salida({ ...aqui, personas: 2 }), { tipo: "salida", personas: 2 }],
    [hechos.atencion({ ...aqui, estand: "vacunas", codigo: "" }), { tipo: "atencion", estand: "vacunas" }],
    [hechos.anulacion({ ...aqui, refiere: "r", motivo: "prueba" }), { tipo: "anulacion", refiere: "r", motivo: "prueba" }],
    [hechos.lectura({ ...aqui, razon: "cancelado" }), { tipo: "lectura", razon: "cancelado" }],
  ]; // prettier-ignore
  for (const [hecho, propio] of esperados) assert.deepEqual(sinId(hecho), { ...COMUN, ...propio });
});

test("ids tell when, but those of a service at a stand tell nothing", () => {
  assert.equal(hechos.conteo(aqui).id[14], "7");
  assert.equal(hechos.atencion({ ...aqui, estand: "vacunas" }).id[14], "4");
});
