/** An element of a heap, which keeps its position in `index`. */
export interface HeapNode {
  /** The smallest comes first. */
  order: number
  index: number
}

/** A binary heap whose elements can be moved and removed. A class, since there can be 100,000 small ones. */
export class Heap<Node extends HeapNode> {
  readonly #nodes: Node[] = []

  size(): number {
    return this.#nodes.length
  }

  first(): Node | undefined {
    return this.#nodes[0]
  }

  /** All elements, in no order. */
  values(): readonly Node[] {
    return this.#nodes
  }

  add(node: Node): void {
    this.#place(node, this.#nodes.length)
    this.#moveUp(node)
  }

  /** Restores the order after `node.order` has changed. */
  moved(node: Node): void {
    this.#moveUp(node)
    this.#moveDown(node)
  }

  remove(node: Node): void {
    const last = this.#nodes.pop()
    if (!last || last === node) return
    this.#place(last, node.index)
    this.moved(last)
  }

  #place(node: Node, index: number): void {
    this.#nodes[index] = node
    node.index = index
  }

  #moveUp(node: Node): void {
    for (;;) {
      const parentIndex = (node.index - 1) >> 1
      const parent = node.index > 0 ? this.#nodes[parentIndex] : undefined
      if (!parent || parent.order <= node.order) return
      const { index } = node
      this.#place(node, parentIndex)
      this.#place(parent, index)
    }
  }

  #moveDown(node: Node): void {
    for (;;) {
      const left = this.#nodes[node.index * 2 + 1]
      const right = this.#nodes[node.index * 2 + 2]
      const child = right && left && right.order < left.order ? right : left
      if (!child || child.order >= node.order) return
      const { index } = node
      this.#place(node, child.index)
      this.#place(child, index)
    }
  }
}
