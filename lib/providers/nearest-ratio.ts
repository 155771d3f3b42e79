/** How far a model's picture may be from the shape that was asked for: nobody sees two in a hundred. */
const TOLERANCE = 0.02;

/** The name among `16:9` and the like that is the shape of a size; undefined where none is. */
export function nearestRatio<Name extends string>(
  { width, height }: { width: number; height: number },
  names: readonly Name[],
): Name | undefined {
  const off = (name: Name) => {
    const [across = 1, down = 1] = name.split(":").map(Number);
    return Math.abs((width * down) / (height * across) - 1);
  };
  const [nearest] = names.toSorted((one, other) => off(one) - off(other));
  return nearest !== undefined && off(nearest) <= TOLERANCE ? nearest : undefined;
}
