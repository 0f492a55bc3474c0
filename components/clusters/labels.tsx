import { type Labels, labelTexts } from "#core/clusters/labels.ts";

interface LabelTagsProps {
  labels: Labels;
  /** How many stand there at most; the rest is in the title of a figure. */
  most?: number;
}

/** A cluster's labels, each in a frame. Nothing where there are none. */
export function LabelTags({ labels, most = Number.POSITIVE_INFINITY }: LabelTagsProps) {
  const texts = labelTexts(labels);
  if (texts.length === 0) return null;
  const hidden = texts.slice(most);
  return (
    <ul aria-label="Labels" className="flex min-w-0 flex-wrap gap-1">
      {texts.slice(0, most).map((text) => (
        <li key={text} title={text} className={frame}>
          <code className="block truncate">{text}</code>
        </li>
      ))}
      {hidden.length === 0 ? null : (
        <li title={hidden.join(", ")} className={frame}>
          +{hidden.length}
        </li>
      )}
    </ul>
  );
}

const frame = "max-w-[24ch] rounded-tag border border-line-strong px-1.5 text-12 text-ink-2 leading-[18px]";
