"use client";
import { useMutation } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { ImportedPolicies, PolicyImport } from "#contracts/supply-chain/policies.ts";
import { counted } from "../../access/subject-words.ts";
import { ProblemLine } from "../../auth/problem-line.tsx";
import { useDone } from "../../shell/use-done.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import { visibleText } from "../../ui/visible-text.ts";

export type TakenRules = PolicyImport["rules"];

interface TakeProps {
  readonly preview: ImportedPolicies;
  readonly rules: TakenRules;
  readonly draft: boolean;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** What would be made, by the server that would make it; then all of it is made, or nothing. */
export function TakeDialog({ preview, rules, draft, onBack, onClose }: TakeProps) {
  const { policies, trustProfiles, passedOver } = preview;
  const done = useDone({ onClose });
  const take = useMutation(
    api.signingPolicies.take.mutationOptions({
      onSuccess: (made) => done(`${counted(made.policies.length, "policy is", "policies are")} taken over.`),
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="What would be made"
      description="All of it in one step, or nothing where any of it is refused."
      width={640}
      footer={
        <>
          <Button onClick={onBack}>Back</Button>
          <Button
            tone="primary"
            disabled={policies.length === 0}
            busy={take.isPending}
            onClick={() => take.mutate({ rules, draft })}
          >
            {`Take over ${counted(policies.length, "policy", "policies")}`}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {take.error === null ? null : <ProblemLine error={take.error} />}
        <Made
          title="Trust profiles"
          none="No key is new: nothing more is trusted."
          items={trustProfiles.map(({ name, keys }) => ({
            name,
            facts: keys.map((key) => `${key.name}, ${key.fingerprint.slice(0, 16)}…`),
          }))}
        />
        <Made
          title="Policies"
          none="All of them are here already."
          items={policies.map(({ name, images, signers }) => ({
            name,
            facts: [images.join(", "), signers.length === 0 ? "nobody may sign" : `${counted(signers.length, "signer")} will do`],
          }))}
          badge={draft ? "draft" : undefined}
        />
        {passedOver.length === 0 ? null : (
          <p className="text-12 text-ink-2 [overflow-wrap:anywhere]">
            Here already, and left as {passedOver.length === 1 ? "it is" : "they are"}: {passedOver.map(visibleText).join(", ")}.
          </p>
        )}
      </div>
    </Dialog>
  );
}

interface MadeProps {
  readonly title: string;
  /** One sentence for an empty list. */
  readonly none: string;
  readonly items: readonly { readonly name: string; readonly facts: readonly string[] }[];
  readonly badge?: string | undefined;
}

function Made({ title, none, items, badge }: MadeProps) {
  return (
    <section className="grid gap-2">
      <h3 className="font-label">{title}</h3>
      {items.length === 0 ? (
        <p className="text-12 text-ink-2">{none}</p>
      ) : (
        <ul aria-label={title} className="rounded-control border border-line">
          {items.map(({ name, facts }) => (
            <li key={name} className="grid gap-1 border-line border-b px-3 py-2 last:border-b-0">
              <span className="flex flex-wrap items-center gap-2">
                <b className="font-label [overflow-wrap:anywhere]">{visibleText(name)}</b>
                {badge === undefined ? null : <Badge look="unseen">{badge}</Badge>}
              </span>
              {facts.map((fact) => (
                <span key={fact} className="text-12 text-ink-2 [overflow-wrap:anywhere]">
                  {visibleText(fact)}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
