/** An element of a heap, which keeps its position in `index`. */
export interface HeapNode {
  /** The smallest comes first. */
  order: number
  index: number
}

/** A binary heap whose elements can be moved and removed. */
export interface Heap<Node extends HeapNode> {
  size(): number
  first(): Node | undefined
  /** All elements, in no order. */
  values(): readonly Node[]
  add(node: Node): void
  /** Restores the order after `node.order` has changed. */
  moved(node: Node): void
  remove(node: Node): void
}

export const createHeap = <Node extends HeapNode>(): Heap<Node> => {
  const nodes: Node[] = []

  const place = (node: Node, index: number): void => {
    nodes[index] = node
    node.index = index
  }

  const moveUp = (node: Node): void => {
    for (;;) {
      const parentIndex = (node.index - 1) >> 1
      const parent = node.index > 0 ? nodes[parentIndex] : undefined
      if (!parent || parent.order <= node.order) return
      const index = node.index
      place(node, parentIndex)
      place(parent, index)
    }
  }

  const moveDown = (node: Node): void => {
    for (;;) {
      const left = nodes[node.index * 2 + 1]
      const right = nodes[node.index * 2 + 2]
      const child = right && left && right.order < left.order ? right : left
      if (!child || child.order >= node.order) return
      const { index } = node
      place(node, child.index)
      place(child, index)
    }
  }

  const moved = (node: Node): void => {
    moveUp(node)
    moveDown(node)
  }

  return {
    size: () => nodes.length,
    first: () => nodes[0],
    values: () => nodes,
    add(node) {
      place(node, nodes.length)
      moveUp(node)
    },
    moved,
    remove(node) {
      const last = nodes.pop()
      if (!last || last === node) return
      place(last, node.index)
      moved(last)
    },
  }
}
