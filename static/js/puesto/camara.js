/**
 * The phone's camera. It says in one word why it cannot be had, hands out pictures small enough to read quickly,
 * and knows whether this camera has a torch.
 */
const LADO = 720;
const MOTIVOS = {
  NotAllowedError: "sin-permiso",
  SecurityError: "sin-permiso",
  NotFoundError: "sin-camara",
  OverconstrainedError: "sin-camara",
  NotReadableError: "ocupada",
  AbortError: "ocupada",
};

/** «sin-permiso», «sin-camara», «ocupada»: what a person has to do something about. */
export function motivoDe(error) {
  return MOTIVOS[error?.name] ?? "sin-camara";
}

export class Camara {
  constructor(video, dispositivos = globalThis.navigator?.mediaDevices) {
    Object.assign(this, { video, dispositivos, flujo: null, encendida: false });
  }

  /** Opens the back camera; throws what the browser throws, or the lack of any. */
  async abrir() {
    if (!this.dispositivos?.getUserMedia) throw Object.assign(new Error("no camera"), { name: "NotFoundError" });
    const pedido = { audio: false, video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 } } };
    const flujo = await this.dispositivos.getUserMedia(pedido);
    // Closed while the person was still deciding on the permission.
    if (this.cerrada) return parar(flujo);
    this.flujo = flujo;
    this.video.srcObject = flujo;
    await this.video.play();
  }

  get pista() {
    return this.flujo?.getVideoTracks()[0] ?? null;
  }

  get tieneLinterna() {
    return Boolean(this.pista?.getCapabilities?.().torch);
  }

  /** Resolves to whether the torch is on now. */
  async alternarLinterna() {
    try {
      await this.pista.applyConstraints({ advanced: [{ torch: !this.encendida }] });
      this.encendida = !this.encendida;
    } catch {}
    return this.encendida;
  }

  /** The picture of this moment, or nothing while there is none. */
  cuadro() {
    const { videoWidth: ancho, videoHeight: alto } = this.video;
    if (!ancho || !alto) return null;
    const escala = Math.min(1, LADO / Math.max(ancho, alto));
    this.lienzo ??= this.video.ownerDocument.createElement("canvas");
    this.lienzo.width = Math.round(ancho * escala);
    this.lienzo.height = Math.round(alto * escala);
    this.pincel ??= this.lienzo.getContext("2d", { willReadFrequently: true });
    this.pincel.drawImage(this.video, 0, 0, this.lienzo.width, this.lienzo.height);
    return this.pincel.getImageData(0, 0, this.lienzo.width, this.lienzo.height);
  }

  cerrar() {
    this.cerrada = true;
    if (this.flujo) parar(this.flujo);
    this.flujo = null;
    this.video.srcObject = null;
  }
}

function parar(flujo) {
  for (const pista of flujo.getTracks()) pista.stop();
}
