import type { ReportTrail, TrailArtifactView, TrailLinkView } from "#contracts/supply-chain.ts";
import { linkWord, markOf } from "../supply-chain/link-states.ts";
import { StateGlyph } from "../supply-chain/state-glyph.tsx";
import { layoutWords } from "../supply-chain/trail/artifact-facts.tsx";
import { CheckList } from "../supply-chain/trail/check-list.tsx";
import { Contradiction } from "../supply-chain/trail/contradiction.tsx";
import { LookedPlaces } from "../supply-chain/trail/looked-places.tsx";
import { TrailPicture } from "../supply-chain/trail/trail-link.tsx";
import { besideOf, chainOf, countSentence, numbered } from "../supply-chain/trail/trail-words.ts";
import { Facts } from "../ui/panel.tsx";
import { Sentence } from "../ui/sentence.tsx";
import { Table } from "../ui/table.tsx";
import { visibleText } from "../ui/visible-text.ts";
import type { ContentProps, ReportFace } from "./face.ts";
import { utc } from "./report-words.ts";
import { Section } from "./section.tsx";

const frame = "rounded-panel border border-line bg-panel print:border-line-strong";

/** A trail: the chain as a picture, then every link with what was checked, the evidence by its digests, and where the image runs. */
function TrailContent({ content }: ContentProps<"trail">) {
  const request = content.links.filter(({ id }) => id === "pullRequest");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <p className="text-ink-2 [overflow-wrap:anywhere]">
        <code className="text-ink [unicode-bidi:isolate]">
          {visibleText(content.name)}
          {content.digest === undefined ? "" : `@${content.digest}`}
        </code>
        {content.lookedAt === undefined ? ". It was not looked at." : `, looked at ${utc(content.lookedAt)}.`}
      </p>
      <div className={`${frame} overflow-hidden`}>
        <TrailPicture links={chainOf(content)} />
      </div>
      <Section title="Link by link">
        <ul className="grid gap-3">
          {[...chainOf(content), ...request, ...besideOf(content)].map((link) => (
            <LinkPart key={link.id} content={content} link={link} />
          ))}
        </ul>
      </Section>
      {content.policies.length === 0 ? null : (
        <Section title="Signing policies">
          <div className={frame}>
            <CheckList
              label="Signing policies"
              checks={content.policies.map(({ name, allows, reason }) => ({
                id: name,
                title: visibleText(name),
                outcome: allows === undefined ? "notAssessed" : allows ? "passed" : "failed",
                detail: reason,
              }))}
            />
          </div>
        </Section>
      )}
      {content.artifacts.length === 0 ? null : (
        <Section title="Evidence">
          <ul className="grid gap-3">
            {content.artifacts.map((artifact) => (
              <EvidencePart key={artifact.seq} artifact={artifact} />
            ))}
          </ul>
        </Section>
      )}
      {content.looked.length === 0 ? null : (
        <Section title="Where it was looked">
          <div className={frame}>
            <LookedPlaces looked={content.looked} />
          </div>
        </Section>
      )}
      <Section title="Where it runs">
        <div className={frame}>
          <Places places={content.places} />
        </div>
      </Section>
    </div>
  );
}

function LinkPart({ content, link }: { content: ReportTrail; link: TrailLinkView }) {
  return (
    <li className={`${frame} break-inside-avoid`}>
      <div className="px-4 py-3">
        <h3 className="flex flex-wrap items-center gap-2 text-13">
          <StateGlyph mark={markOf(link)} />
          {numbered(content, link)}: {linkWord(link)}
        </h3>
        {link.value === undefined ? null : (
          <code className="block text-ink-2 [overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(link.value)}</code>
        )}
        <p className="text-ink-2 [overflow-wrap:anywhere]">
          <Sentence text={visibleText(link.reason)} />
        </p>
        {link.reported.map(({ by, says }) => (
          <p key={`${by} ${says}`} className="text-12 text-ink-3 [overflow-wrap:anywhere]">
            Reported by {visibleText(by)}, and not verified: {visibleText(says)}
          </p>
        ))}
      </div>
      {link.contradiction === undefined ? null : (
        <div className="border-line border-t">
          <Contradiction proofs={link.contradiction} />
        </div>
      )}
      {link.checks.length === 0 ? null : (
        <div className="border-line border-t">
          <CheckList checks={link.checks} label={`What was checked of ${link.title}`} />
        </div>
      )}
    </li>
  );
}

function EvidencePart({ artifact }: { artifact: TrailArtifactView }) {
  const { digest, layout, place, attachedTo, predicateType, profile, signer, state, reason, checks } = artifact;
  return (
    <li className={`${frame} break-inside-avoid`}>
      <div className="px-4 py-3">
        <p className="mb-2 flex items-start gap-2 [overflow-wrap:anywhere]">
          <StateGlyph mark={state} className="mt-1" />
          <span className="min-w-0">
            {artifact.role}: {visibleText(reason)}
          </span>
        </p>
        <Facts
          items={[
            ...(digest === undefined ? [] : [{ name: "Bytes", value: <code>{digest}</code> }]),
            { name: "Found as", value: layoutWords(layout) },
            { name: "Found at", value: <code>{visibleText(place)}</code> },
            { name: "Attached to", value: <code>{attachedTo}</code> },
            ...(predicateType === undefined ? [] : [{ name: "Predicate", value: <code>{visibleText(predicateType)}</code> }]),
            ...(profile === undefined ? [] : [{ name: "Trust", value: visibleText(profile.name) }]),
            ...(signer === undefined ? [] : [{ name: "Signer", value: <code>{visibleText(signer.name)}</code> }]),
          ]}
        />
      </div>
      {checks.length === 0 ? null : (
        <div className="border-line border-t">
          <CheckList checks={checks} label="What was checked of it" />
        </div>
      )}
    </li>
  );
}

function Places({ places }: Pick<ReportTrail, "places">) {
  return (
    <Table caption="Where it runs">
      <thead>
        <tr>
          <th scope="col">Workload</th>
          <th scope="col">Cluster</th>
          <th scope="col">Container</th>
          <th scope="col" className="num">
            Pods
          </th>
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <tr key={`${place.cluster} ${place.namespace} ${place.kind} ${place.workload} ${place.container} ${place.type}`}>
            <th scope="row" className="!whitespace-normal">
              <code className="text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">
                {visibleText(`${place.namespace}/${place.workload}`)}
              </code>{" "}
              {place.kind}
            </th>
            <td data-label="Cluster">
              <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(place.cluster)}</code>
            </td>
            <td data-label="Container">
              <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(place.container)}</code>
            </td>
            <td data-label="Pods" className="num">
              {place.pods.toLocaleString("en-GB")}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

export const trailFace: ReportFace<"trail"> = {
  name: "Trail of an image",
  lede: (content) => `${visibleText(content.sentence)} ${countSentence(content)}`,
  Content: TrailContent,
};
