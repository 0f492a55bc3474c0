/** What a browser need know of files, without the schemas of their queries. */
export const exportFormats = ["csv", "json", "sarif", "junit"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Findings that can be asked for by themselves: their ids stand in an address. */
export const mostChosen = 150;

/** GitHub's code scanning takes no more of one file. */
export const sarifLimits = { runs: 20, results: 25_000, compressedBytes: 9_500_000 } as const;
