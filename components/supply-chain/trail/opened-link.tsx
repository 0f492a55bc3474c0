"use client";
import type { ImageTrailView, TrailArtifactView, TrailLinkView } from "#contracts/supply-chain.ts";
import { cn } from "../../ui/cn.ts";
import { Facts, Panel } from "../../ui/panel.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Sentence } from "../../ui/sentence.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { isReported, isUnseen, linkWord, markOf, wordOf } from "../link-states.ts";
import { StateGlyph } from "../state-glyph.tsx";
import { ArtifactFacts, ShortDigest } from "./artifact-facts.tsx";
import { CheckList } from "./check-list.tsx";
import { Contradiction } from "./contradiction.tsx";
import { LookedPlaces } from "./looked-places.tsx";
import { RawEvidence } from "./raw-evidence.tsx";
import { RunningPlaces } from "./running-places.tsx";
import { numbered } from "./trail-words.ts";

interface OpenedProps {
  readonly trail: ImageTrailView;
  readonly link: TrailLinkView;
  /** `seq` of the artefact whose bytes are shown; absent: the first that the link rests on. */
  readonly artifact: number | null;
  readonly onArtifact: (seq: number) => void;
}

/** One link, opened: what was checked, with which bytes, against which trust, when; and the bytes themselves. */
export function OpenedLink({ trail, link, artifact, onArtifact }: OpenedProps) {
  const artifacts = link.artifacts.flatMap((seq) => trail.artifacts.find((one) => one.seq === seq) ?? []);
  const shown = artifacts.find(({ seq }) => seq === artifact) ?? artifacts[0];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_400px] items-start gap-4 max-xl:grid-cols-1">
      <Said trail={trail} link={link} shown={shown} />
      <div className="grid min-w-0 gap-4">
        {shown === undefined ? (
          <WithoutBytes trail={trail} link={link} />
        ) : (
          <Panel title="Raw evidence">
            {artifacts.length > 1 ? (
              <div className="px-4 pt-3">
                <Segmented
                  label="Which evidence"
                  value={String(shown.seq)}
                  onChange={(seq) => onArtifact(Number(seq))}
                  options={artifacts.map((one) => ({ value: String(one.seq), label: nameOfArtifact(one, artifacts) }))}
                />
              </div>
            ) : null}
            {trail.id === undefined ? null : (
              <RawEvidence key={shown.seq} imageId={trail.id} artifact={shown} marks={marksOf(link)} />
            )}
            <div className="border-line border-t px-4 py-3">
              <ArtifactFacts artifact={shown} />
            </div>
          </Panel>
        )}
      </div>
    </div>
  );
}

const roles: Readonly<Record<TrailArtifactView["role"], string>> = {
  signature: "Signature",
  provenance: "Provenance",
  sbom: "SBOM",
  other: "Report",
};

/** Its role, with a number where it is one of several. */
function nameOfArtifact(artifact: TrailArtifactView, all: readonly TrailArtifactView[]): string {
  const alike = all.filter(({ role }) => role === artifact.role);
  return alike.length === 1 ? roles[artifact.role] : `${roles[artifact.role]} ${alike.indexOf(artifact) + 1}`;
}

function marksOf({ contradiction }: TrailLinkView): readonly string[] {
  return contradiction === undefined ? [] : [contradiction.predicate, contradiction.certificate];
}

function Said({ trail, link, shown }: { trail: ImageTrailView; link: TrailLinkView; shown: TrailArtifactView | undefined }) {
  const mark = markOf(link);
  const request = link.id === "commit" ? trail.links.find(({ id }) => id === "pullRequest") : undefined;
  return (
    <Panel
      title={
        <span className="flex items-center gap-2">
          <StateGlyph mark={mark} />
          {numbered(trail, link)}: {link.contradiction ? "the certificate and the predicate disagree" : linkWord(link)}
        </span>
      }
      aside={
        link.asOf === undefined ? undefined : (
          <span>
            checked <Time at={link.asOf} format="clock" />
          </span>
        )
      }
    >
      {link.contradiction === undefined ? null : <Contradiction proofs={link.contradiction} />}
      <Reason link={link} top={link.contradiction !== undefined} />
      <Checks link={link} shown={shown} />
      {request === undefined ? null : <Inside link={request} />}
      {link.id === "admission" ? <Policies policies={trail.policies} /> : null}
      <Reported link={link} />
      {link.id === "signature" || link.id === "provenance" ? <LookedPlaces looked={trail.looked} /> : null}
      {link.remedy === undefined ? null : (
        <footer className="border-line border-t px-4 py-2 text-12 text-ink-3">
          To fix: <Sentence text={lowered(link.remedy)} />
        </footer>
      )}
    </Panel>
  );
}

function Reason({ link, top }: { link: TrailLinkView; top: boolean }) {
  const unseen = isUnseen(link.state);
  return (
    <div className={cn(top && "border-line border-t", unseen && "hatch rounded-b-panel")}>
      <div className={cn("px-4 py-3", unseen && "ml-4 border-unseen border-l border-dashed bg-panel")}>
        <p className="max-w-[92ch] text-pretty [overflow-wrap:anywhere]">
          <Sentence text={visibleText(link.reason)} />
        </p>
        {link.value === undefined ? null : (
          <p className="mt-1 text-12 text-ink-3 [overflow-wrap:anywhere]">
            <code className="text-ink-2 [unicode-bidi:isolate]">{visibleText(link.value)}</code>
            {link.proof === "" ? "" : `, ${visibleText(link.proof)}`}
          </p>
        )}
      </div>
    </div>
  );
}

/** The link's own checks, then those of the artefact whose bytes are shown. */
function Checks({ link, shown }: { link: TrailLinkView; shown: TrailArtifactView | undefined }) {
  const own = new Set(link.checks.map(({ id, detail }) => `${id} ${detail}`));
  const others = shown?.checks.filter(({ id, detail }) => !own.has(`${id} ${detail}`)) ?? [];
  if (link.checks.length + others.length === 0) return null;
  return (
    <div className="border-line border-t [&>ul+ul]:border-line [&>ul+ul]:border-t">
      <CheckList checks={link.checks} label="What was checked" />
      <CheckList checks={others} label="What was checked of the evidence" />
      {shown?.contradictions
        .filter(({ fact }) => fact !== link.contradiction?.fact)
        .map((proofs) => (
          <div key={proofs.fact} className="border-line border-t">
            <Contradiction proofs={proofs} />
          </div>
        ))}
    </div>
  );
}

/** A link that stands inside another: the pull request in its commit. */
function Inside({ link }: { link: TrailLinkView }) {
  const mark = markOf(link);
  return (
    <section aria-label={link.title} className="border-line border-t px-4 py-3">
      <h3 className="flex flex-wrap items-center gap-2 text-13">
        <StateGlyph mark={mark} />
        {link.title}
        <span className="font-normal text-12 text-ink-3">{wordOf(mark, link.id)}</span>
        {link.value === undefined ? null : (
          <code className="font-normal text-ink-2 [overflow-wrap:anywhere]">{visibleText(link.value)}</code>
        )}
      </h3>
      <p className="mt-1 max-w-[92ch] text-ink-2 [overflow-wrap:anywhere]">
        <Sentence text={visibleText(link.reason)} />
      </p>
      {link.remedy === undefined ? null : (
        <p className="text-12 text-ink-3">
          <Sentence text={link.remedy} />
        </p>
      )}
      <Reported link={link} bare />
    </section>
  );
}

/** What somebody reports, and nobody verified: dashed, as claims are. */
function Reported({ link: { reported }, bare = false }: { link: TrailLinkView; bare?: boolean }) {
  if (reported.length === 0) return null;
  return (
    <div className={bare ? "mt-2" : "border-line border-t px-4 py-3"}>
      <div className="rounded-control border border-tick border-dashed px-3 py-2">
        <p className="text-12 text-ink-3">Reported, and not verified here</p>
        <Facts className="mt-1" items={reported.map(({ by, says }) => ({ name: visibleText(by), value: visibleText(says) }))} />
      </div>
    </div>
  );
}

function Policies({ policies }: { policies: ImageTrailView["policies"] }) {
  if (policies.length === 0) return null;
  return (
    <CheckList
      label="Signing policies"
      checks={policies.map(({ name, allows, reason }) => ({
        id: name,
        title: visibleText(name),
        outcome: allows === undefined ? "notAssessed" : allows ? "passed" : "failed",
        detail: reason,
      }))}
    />
  );
}

/** What stands beside a link that rests on no artefact: where it runs, which digests it has, or that there is nothing. */
function WithoutBytes({ trail, link }: { trail: ImageTrailView; link: TrailLinkView }) {
  if (link.id === "deployment" || link.id === "pods" || link.id === "image")
    return (
      <Panel title="Where it runs">
        <RunningPlaces places={trail.places} />
      </Panel>
    );
  if (link.id === "digest")
    return (
      <Panel title="Digests of the same image">
        <ul className="divide-y divide-line text-12">
          {trail.digests.map(({ digest, of, platform }) => (
            <li key={`${of} ${digest}`} className="flex flex-wrap items-center gap-x-3 px-4 py-1">
              <ShortDigest digest={digest} />
              <span className="text-ink-3">
                {of}
                {platform === undefined ? "" : `, ${visibleText(platform)}`}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    );
  return (
    <Panel title="Raw evidence">
      <p className={cn("px-4 py-3 text-12", isUnseen(link.state) ? "text-unseen" : "text-ink-3")}>{whyNoBytes(link)}</p>
    </Panel>
  );
}

function whyNoBytes(link: TrailLinkView): string {
  if (isReported(link)) return "It rests on the documents that are reported, and no signature proves their bytes.";
  if (link.id === "vulnerabilities")
    return link.findings === undefined
      ? "Nobody reports about it, so there are no bytes to show."
      : "It rests on reports whose bytes do not lie beside the image here.";
  return isUnseen(link.state) ? "Nobody looked, so there are no bytes to show." : "There are no bytes that it rests on.";
}

function lowered(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
}
