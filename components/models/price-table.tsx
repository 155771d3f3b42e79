import type { PriceTierView } from "@/lib/admin-api/client/models";
import { UNITS } from "@/lib/llm/units";
import { TOKEN_CLASSES } from "@/lib/llm/usage";
import { formatUsdExact } from "../ui/format/format-usd";
import { PriceCell } from "./price-cell";
import { TOKEN_CLASS_WORDS, tierWords, UNIT_WORDS } from "./price-words";

const tierKey = (tier: PriceTierView) => `${tier.serviceTier ?? ""} ${tier.fromInputTokens}`;

/** USD per million tokens: a line per class that some tier prices, a column per tier. */
export function PriceTable({ tiers }: { tiers: readonly PriceTierView[] }) {
  const byUnit = tiers.some(({ usdPerUnit }) => usdPerUnit !== undefined);
  const classes = TOKEN_CLASSES.filter(
    (name) =>
      (!byUnit && (name === "uncachedInput" || name === "output")) ||
      tiers.some((tier) => tier.usdPerMillionTokens[name] !== undefined),
  );
  return (
    <div className="overflow-x-auto border-t">
      <table aria-label="Price by token class" className="w-full text-sm">
        <thead>
          <tr className="text-faint text-xs">
            <th scope="col" className="px-4 py-2 text-left font-medium">
              USD per 1M tokens
            </th>
            {tiers.map((tier) => (
              <th key={tierKey(tier)} scope="col" className="px-4 py-2 text-right font-medium">
                {tierWords(tier, tiers.length === 1)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {classes.map((name) => (
            <tr key={name}>
              <th scope="row" className="px-4 py-1.5 text-left font-normal text-muted">
                {TOKEN_CLASS_WORDS[name]}
              </th>
              {tiers.map((tier) => (
                <td key={tierKey(tier)} className="px-4 py-1.5 text-right text-ink">
                  <PriceCell value={tier.usdPerMillionTokens[name] ?? null} />
                </td>
              ))}
            </tr>
          ))}
          {UNITS.map((unit) => (
            <FeeRow key={unit} label={UNIT_WORDS[unit]} fees={tiers.map(({ usdPerUnit }) => usdPerUnit?.[unit])} />
          ))}
          <FeeRow label="Each call" fees={tiers.map(({ usdPerRequest }) => usdPerRequest)} />
        </tbody>
      </table>
    </div>
  );
}

/** USD that are not by the token, one for each tier; nothing where no tier has any. */
function FeeRow({ label, fees }: { label: string; fees: readonly (string | undefined)[] }) {
  if (fees.every((fee) => fee === undefined)) return null;
  return (
    <tr>
      <th scope="row" className="px-4 py-1.5 text-left font-normal text-muted">
        {label}
      </th>
      {fees.map((fee, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a tier has no identity but its place.
        <td key={index} className="px-4 py-1.5 text-right text-ink tabular-nums">
          {fee === undefined ? "none" : formatUsdExact(fee)}
        </td>
      ))}
    </tr>
  );
}
