import type { Authentication } from "#contracts/access/authentication.ts";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Panel, PanelFooter } from "../../ui/panel.tsx";
import { gapSummary } from "../gap-summary.ts";
import { counted } from "../subject-words.ts";

type Tokens = Authentication["tokens"];

/** Secrets that hold a service account's token, when each was last used, and whether they could be seen at all. */
export function TokensPanel({ tokens }: { tokens: Tokens }) {
  const { items, total, gaps } = tokens;
  return (
    <Panel title="Tokens without an end" aside={gaps.length > 0 && total === 0 ? "not assessed" : counted(total, "Secret")}>
      {gaps.length === 0 ? null : (
        <p className="flex items-start gap-2 px-4 py-2.5 text-12 text-ink-2">
          <VerdictGlyph verdict="notAssessed" labelled className="mt-1" />
          <span>
            {gapSummary(gaps)}. Names and types of Secrets are read where the reader was granted them and the cluster asks for it.
          </span>
        </p>
      )}
      {gaps.length === 0 && total === 0 ? <p className="px-4 py-2.5 text-12 text-ink-2">No Secret holds one.</p> : null}
      <ul>
        {items.map((token) => (
          <li key={`${token.namespace}/${token.name}`} className="border-line border-b px-4 py-2 text-12 last:border-b-0">
            <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">
              {token.namespace}/{token.name}
            </code>
            <p className="text-ink-3">
              {token.account === undefined ? "of an account that is not named" : <>of {token.account}</>}, {usedWords(token)}
            </p>
          </li>
        ))}
      </ul>
      {total > items.length ? <PanelFooter>{counted(total - items.length, "more Secret")} not listed here.</PanelFooter> : null}
    </Panel>
  );
}

function usedWords({ lastUsed, invalidSince }: Tokens["items"][number]): string {
  if (invalidSince !== undefined) return `invalid since ${invalidSince}`;
  return lastUsed === undefined ? "nobody knows when it was last used" : `last used on ${lastUsed}`;
}
