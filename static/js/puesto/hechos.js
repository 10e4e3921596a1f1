/**
 * Facts, exactly as docs/puesto.md writes them. Each takes what its kind needs and the circumstances
 * `{evento, ahora, desfase}`: slug, this phone's Date.now() and its offset (reloj.js). `secuencia` is put when it is kept
 * (almacen.guardarHecho). Nothing personal goes in but a sealed text.
 *
 * asistencia({evento, ahora, desfase, codigo | corto, personas, metodo = "qr" or, by corto, "mesa"})
 * alta({…, personas, sello, metodo = "mesa"})          sello: await cripto.sellar(padron.sello, {nombre, sexo, …})
 * conteo({…, personas = 1, ambito = "sin_registro", sexo?, edad?})
 * salida({…, personas = 1, codigo?, corto?})
 * atencion({…, estand, codigo?})                       a random id and no place in the sequence
 * anulacion({…, refiere, motivo})                      motivo: error, acompanantes, prueba
 * lectura({…, razon, codigo?})                         razon: desconocido, otro_evento, cancelado, en_espera, ya_entro
 */
import { uuid7 } from "../uuid7.js";

function hecho(tipo, { evento, ahora, desfase }, propio) {
  const dicho = Object.entries(propio).filter(([, valor]) => valor !== undefined && valor !== null && valor !== "");
  return {
    id: tipo === "atencion" ? crypto.randomUUID() : uuid7(ahora),
    tipo,
    evento,
    secuencia: 0,
    capturado_el: new Date(ahora).toISOString(),
    desfase_ms: Math.round(desfase ?? 0),
    ...Object.fromEntries(dicho),
  };
}

export function asistencia({ codigo, corto, personas = 1, metodo = codigo ? "qr" : "mesa", ...donde }) {
  return hecho("asistencia", donde, codigo ? { codigo, personas, metodo } : { corto, personas, metodo });
}

export function alta({ personas = 1, sello, metodo = "mesa", ...donde }) {
  return hecho("alta", donde, { personas, sello, metodo });
}

export function conteo({ personas = 1, ambito = "sin_registro", sexo, edad, ...donde }) {
  return hecho("conteo", donde, { personas, ambito, sexo, edad });
}

export function salida({ personas = 1, codigo, corto, ...donde }) {
  return hecho("salida", donde, { personas, codigo, corto });
}

export function atencion({ estand, codigo, ...donde }) {
  return hecho("atencion", donde, { estand, codigo });
}

export function anulacion({ refiere, motivo = "error", ...donde }) {
  return hecho("anulacion", donde, { refiere, motivo });
}

export function lectura({ razon, codigo, ...donde }) {
  return hecho("lectura", donde, { razon, codigo });
}
