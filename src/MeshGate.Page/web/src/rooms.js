// The circles that segments stand in, beneath everything else.

export class Rooms {
  #canvas;

  constructor(stage) {
    this.#canvas = stage.insertBefore(document.createElement('canvas'), stage.firstChild);
    this.#canvas.className = 'lines';
  }

  draw({ zoom, pan }, layout, colours) {
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    const context = this.#canvas.getContext('2d');
    context.setTransform(ratio * zoom, 0, 0, ratio * zoom, pan.x * ratio, pan.y * ratio);
    context.fillStyle = colours.segment;
    context.strokeStyle = colours.line;
    context.lineWidth = 1 / zoom;
    for (const name of layout.segments) {
      const { x, y, radius } = layout.segment(name);
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
  }
}
