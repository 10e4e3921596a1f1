/**
 * Reads QR codes continuously. The same code counts as read once for as long as it stays in view: somebody who
 * holds the pass before the camera for ten seconds is one scan.
 */
const PAUSA = 90;
const AUSENCIA = 2000;
const citar = (tarea, espera) => setTimeout(tarea, espera);

/** A function from a picture to the text of its QR, or "". Where WebAssembly is off, a slower reader. */
export async function prepararLector({ zxing, wasm, qr }, ventana = window) {
  try {
    return await conZxing(zxing, wasm, ventana);
  } catch {
    const { default: descifrar } = await import(qr);
    return async (imagen) => {
      try {
        return descifrar(imagen);
      } catch {
        return "";
      }
    };
  }
}

async function conZxing(zxing, wasm, ventana) {
  if (!ventana.ZXingWASM) await cargarGuion(zxing, ventana.document);
  const { prepareZXingModule, readBarcodes } = ventana.ZXingWASM;
  // Left alone it would fetch its binary from somebody else's server.
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  const opciones = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 1 };
  return async (imagen) => (await readBarcodes(imagen, opciones))[0]?.text ?? "";
}

function cargarGuion(direccion, documento) {
  return new Promise((resolver, fallar) => {
    const guion = documento.createElement("script");
    Object.assign(guion, { src: direccion, onload: resolver, onerror: fallar });
    documento.head.append(guion);
  });
}

export class Escaner {
  constructor({ leer, cuadro, alLeer, ahora = Date.now, luego = citar }) {
    Object.assign(this, { leer, cuadro, alLeer, ahora, luego });
    this.activo = false;
    this.ultimo = { texto: "", visto: 0 };
  }

  empezar() {
    if (this.activo) return;
    this.activo = true;
    this.mirar();
  }

  detener() {
    this.activo = false;
  }

  async mirar() {
    if (!this.activo) return;
    const imagen = this.cuadro();
    const texto = imagen ? await this.leer(imagen).catch(() => "") : "";
    if (texto && this.activo) this.notar(texto);
    this.luego(() => this.mirar(), PAUSA);
  }

  notar(texto) {
    const { texto: anterior, visto } = this.ultimo;
    const momento = this.ahora();
    this.ultimo = { texto, visto: momento };
    if (texto !== anterior || momento - visto > AUSENCIA) this.alLeer(texto);
  }
}
