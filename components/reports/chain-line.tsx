import type { Chain } from "#contracts/access.ts";
import { chainScope, chainSteps } from "../access/chain-steps.ts";
import { ruleText } from "../access/rule-lines.ts";
import type { SubjectName } from "../access/subject-words.ts";
import { visibleText } from "../ui/visible-text.ts";

/** One way in which a right is held, from its holder to the rule. */
export function ChainLine({ chain, holder }: { chain: Chain; holder: SubjectName }) {
  if (chain.via.kind === "bypass")
    return <li className="text-12 text-ink-2">The API server allows it before RBAC is asked: no binding gives it.</li>;
  const steps = chainSteps(chain, holder).slice(1);
  return (
    <li className="break-inside-avoid text-12 text-ink-3">
      <p className="[overflow-wrap:anywhere]">
        {steps.map(({ what, namespace, name }) => (
          <span key={`${what} ${namespace ?? ""}/${name}`}>
            ← {what}{" "}
            <code className="text-ink-2 [unicode-bidi:isolate]">
              {visibleText(namespace === undefined ? name : `${namespace}/${name}`)}
            </code>{" "}
          </span>
        ))}
        · {visibleText(chainScope(chain))}
      </p>
      {chain.rule === undefined ? null : (
        <p className="[overflow-wrap:anywhere]">
          <code className="text-ink-2">{visibleText(ruleText(chain.rule).replaceAll("\n", "; "))}</code>
        </p>
      )}
    </li>
  );
}
