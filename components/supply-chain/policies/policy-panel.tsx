"use client";
import type { SigningPolicy } from "#contracts/supply-chain/policies.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Link } from "../../ui/link.tsx";
import { Facts, Panel, PanelFooter } from "../../ui/panel.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import type { PolicyQuestion } from "./policies-page.tsx";
import { SignerList } from "./signer-list.tsx";

interface PanelProps {
  readonly policy: SigningPolicy;
  readonly may: boolean;
  readonly onAsk: (question: PolicyQuestion) => void;
}

/** One policy: which images, who may sign them, and where they may come from. */
export function PolicyPanel({ policy, may, onAsk }: PanelProps) {
  const { name, draft, origin, updatedBy, updatedAt } = policy;
  return (
    <Panel
      title={
        <span className="inline-flex flex-wrap items-center gap-2">
          <span className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(name)}</span>
          {draft ? <Badge look="unseen">draft</Badge> : null}
        </span>
      }
      aside={<Actions policy={policy} may={may} onAsk={onAsk} />}
    >
      <div className="grid gap-3 px-4 py-3">
        <PolicyFacts {...policy} />
        {origin === undefined || origin.untranslated.length === 0 ? null : <NotTaken sentences={origin.untranslated} />}
      </div>
      <PanelFooter>
        {origin === undefined
          ? ""
          : `Taken over from ${origin.kind} ${visibleText(origin.name)}${origin.cluster === undefined ? "" : ` in ${visibleText(origin.cluster)}`}. `}
        Changed by {visibleText(updatedBy)}, <Time at={updatedAt} />.
      </PanelFooter>
    </Panel>
  );
}

function Actions({ policy, may, onAsk }: PanelProps) {
  const name = visibleText(policy.name);
  return (
    <span className="flex flex-wrap gap-1">
      <Button asChild size="small">
        <Link href={`/supply-chain/policies?view=dry-run&policy=${policy.id}`} aria-label={`Try ${name} on what runs`}>
          Try
        </Link>
      </Button>
      <Button
        size="small"
        onClick={() => onAsk({ what: "export", policy })}
        aria-label={`Write ${name} for a controller`}
        aria-haspopup="dialog"
      >
        Write
      </Button>
      {may ? (
        <>
          <Button
            size="small"
            onClick={() => onAsk({ what: "change", policy })}
            aria-label={`Change ${name}`}
            aria-haspopup="dialog"
          >
            Change
          </Button>
          <Button
            size="small"
            onClick={() => onAsk({ what: "remove", policy })}
            aria-label={`Remove ${name}`}
            aria-haspopup="dialog"
          >
            Remove
          </Button>
        </>
      ) : null}
    </span>
  );
}

type Shown = Pick<SigningPolicy, "images" | "signers" | "attestations" | "sources"> & Partial<Pick<SigningPolicy, "keyNames">>;

/** What a policy says, in rows. */
export function PolicyFacts({ images, signers, attestations, sources, keyNames }: Shown) {
  return (
    <Facts
      items={[
        { name: "Images", value: <Globs globs={images} /> },
        { name: "Signed by", value: <SignerList signers={signers} {...(keyNames && { keyNames })} /> },
        {
          name: "What",
          value: attestations.length === 0 ? "the image itself" : <Globs globs={attestations} lead="statements of the type" />,
        },
        { name: "Source", value: sources.length === 0 ? "from anywhere" : <Globs globs={sources} /> },
      ]}
    />
  );
}

function Globs({ globs, lead }: { globs: readonly string[]; lead?: string }) {
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-0.5">
      {lead === undefined ? null : <span>{lead}</span>}
      {globs.map((glob) => (
        <code key={glob} className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">
          {visibleText(glob)}
        </code>
      ))}
    </span>
  );
}

/** What of another engine's policy is not said here. */
export function NotTaken({ sentences, title = "Not taken over" }: { sentences: readonly string[]; title?: string }) {
  return (
    <div className="grid gap-1 text-12">
      <span className="flex items-center gap-1.5 font-label">
        <VerdictGlyph verdict="notAssessed" />
        {title}
      </span>
      <ul aria-label={title} className="grid gap-0.5 pl-5 text-ink-2">
        {sentences.map((sentence) => (
          <li key={sentence} className="[overflow-wrap:anywhere]">
            {visibleText(sentence)}
          </li>
        ))}
      </ul>
    </div>
  );
}
