import assert from "node:assert/strict";
import test from "node:test";

import { atenciones, contadas, dentro, ultimoConteo } from "../../static/js/puesto/recuento.js";

let n = 0;
const hecho = (tipo, mas = {}) => ({
  id: `h${++n}`,
  tipo,
  evento: "feria",
  momento: n,
  personas: 1,
  ambito: tipo === "conteo" ? "sin_registro" : "",
  juicio: "",
  veredicto: "",
  cuenta: true,
  refiere: "",
  ...mas,
});
const anulacion = (refiere) => hecho("anulacion", { personas: 0, refiere });

test("arrivals, walk-ins and counts are in; exits are out", () => {
  const registros = [hecho("asistencia", { personas: 3 }), hecho("alta"), hecho("conteo"), hecho("salida")];
  assert.equal(dentro(registros, "feria"), 4);
});

test("another event's people are not in this one", () => {
  assert.equal(dentro([hecho("alta", { evento: "otra" })], "feria"), 0);
});

test("what was undone does not count", () => {
  const llegada = hecho("asistencia");
  assert.equal(dentro([llegada, anulacion(llegada.id)], "feria"), 0);
});

test("a repeated pass counts once, whether this phone or the server noticed", () => {
  const registros = [
    hecho("asistencia", { juicio: "valido" }),
    hecho("asistencia", { juicio: "ya_entro" }),
    hecho("asistencia", { juicio: "valido", veredicto: "ya_entro" }),
  ];
  assert.equal(dentro(registros, "feria"), 1);
});

test("what the server took for a reading counts for nothing", () => {
  assert.equal(dentro([hecho("asistencia", { cuenta: false })], "feria"), 0);
});

test("the control count is a number of its own", () => {
  const registros = [hecho("conteo", { ambito: "todos" }), hecho("conteo")];
  assert.deepEqual(
    [dentro(registros, "feria"), contadas(registros, "feria", "todos"), contadas(registros, "feria", "sin_registro")],
    [1, 1, 1],
  );
});

test("the last count that still counts is the one to take away", () => {
  const [uno, dos] = [hecho("conteo"), hecho("conteo")];
  assert.equal(ultimoConteo([uno, dos, anulacion(dos.id)], "feria"), uno.id);
  assert.equal(ultimoConteo([], "feria"), "");
});

test("services that wait are counted apart", () => {
  assert.equal(atenciones([hecho("atencion"), hecho("alta")], "feria"), 1);
});
