/** What the hand and the ear notice before the eye does: each tone of verdict has its own notes and its own pulse. */
const NOTAS = { si: [[880, 0.12]], ojo: [[440, 0.14], [440, 0.14]], no: [[196, 0.5]], toque: [[660, 0.04]] };
const PULSOS = { si: [60], ojo: [80, 80, 80], no: [400], toque: [15] };
const HUECO = 0.08;

export class Senales {
  constructor(ventana = window) {
    this.ventana = ventana;
    this.audio = null;
  }

  dar(tono) {
    this.ventana.navigator.vibrate?.(PULSOS[tono]);
    this.sonar(NOTAS[tono]);
  }

  /** Phones let a page sound only after somebody touched it; before that, the screen and the pulse must do. */
  sonar(notas) {
    const { AudioContext } = this.ventana;
    if (!AudioContext || this.ventana.navigator.userActivation?.hasBeenActive === false) return;
    this.audio ??= new AudioContext();
    this.audio.resume();
    let inicio = this.audio.currentTime;
    for (const [frecuencia, duracion] of notas) {
      const [oscilador, volumen] = [this.audio.createOscillator(), this.audio.createGain()];
      oscilador.frequency.value = frecuencia;
      volumen.gain.setValueAtTime(0.3, inicio);
      volumen.gain.exponentialRampToValueAtTime(0.001, inicio + duracion);
      oscilador.connect(volumen).connect(this.audio.destination);
      oscilador.start(inicio);
      oscilador.stop(inicio + duracion);
      inicio += duracion + HUECO;
    }
  }
}
