/** What several analyses of one commit come to: by tool, and by what kind of looking the tool is known for. */
import { type CodeAnalysis, type CodeResult, mostResults, worstFirst } from "./sarif.ts";

export const analysisKinds = ["static", "dependency", "dynamic"] as const;
export type AnalysisKind = (typeof analysisKinds)[number];

/** Parts of tools' names, as the tools write them in SARIF. */
const known: Readonly<Record<AnalysisKind, readonly string[]>> = {
  dynamic: ["zap", "nuclei", "burp", "stackhawk", "restler", "wapiti", "nikto"],
  dependency: [
    ...["trivy", "grype", "osv-scanner", "dependency-check", "dependabot", "snyk open source", "govulncheck"],
    ...["pip-audit", "cargo-audit", "npm audit", "retire", "nancy", "gemnasium"],
  ],
  static: [
    ...[
      "codeql",
      "semgrep",
      "opengrep",
      "sonarqube",
      "sonarcloud",
      "gosec",
      "bandit",
      "brakeman",
      "eslint",
      "snyk code",
      "snykcode",
      "psalm",
      "checkmarx",
    ],
    ...["fortify", "coverity", "klocwork", "staticcheck", "spotbugs", "security code scan", "pmd", "clippy", "shellcheck"],
    ...["devskim", "njsscan", "mobsfscan", "cppcheck", "infer", "gitleaks", "trufflehog", "checkov", "kics"],
  ],
};

/** @returns what a tool is known to look at, by its name alone; undefined for a name that is not known. */
export function analysisKindOf(tool: string): AnalysisKind | undefined {
  const words = ` ${tool.toLowerCase().replaceAll(/[^a-z0-9]+/g, " ")} `;
  return (["dynamic", "dependency", "static"] as const).find((kind) =>
    known[kind].some((name) => words.includes(` ${name.replaceAll("-", " ")} `)),
  );
}

/** @returns one analysis for each tool: those of one tool that looked at parts of the code are added up, and none is lost. */
export function byTool(analyses: readonly CodeAnalysis[]): readonly CodeAnalysis[] {
  return [...Map.groupBy(analyses, ({ tool }) => tool).values()].map((same) => same.reduce(added));
}

function added(one: CodeAnalysis, other: CodeAnalysis): CodeAnalysis {
  const { successful: _one, commit: _two, ...rest } = one;
  const all: readonly CodeResult[] = [...one.results, ...other.results].sort(worstFirst);
  // One that ended badly is enough; that all ended well takes all of them to say so.
  const ends = [one.successful, other.successful];
  const ended = ends.includes(false) ? false : ends.includes(undefined) ? undefined : true;
  return {
    ...rest,
    ...(one.commit !== undefined && one.commit === other.commit && { commit: one.commit }),
    rules: one.rules + other.rules,
    results: all.slice(0, mostResults),
    omitted: one.omitted + other.omitted + Math.max(0, all.length - mostResults),
    ...(ended !== undefined && { successful: ended }),
    problems: [...one.problems, ...other.problems],
  };
}
