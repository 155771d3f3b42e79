/** SVG patterns, one per colour, for what is not finished yet. */
export function HatchPatterns({ id, colours }: { id: string; colours: readonly string[] }) {
  return (
    <defs>
      {colours.map((colour, index) => (
        <pattern
          key={colour}
          id={`${id}-${index}`}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" fill={colour} opacity="0.25" />
          <rect width="2.5" height="6" fill={colour} />
        </pattern>
      ))}
    </defs>
  );
}
