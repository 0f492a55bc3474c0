const browsers = [
  [/Edg(?:e|A|iOS)?\/(\d+)/, "Edge"],
  [/OPR\/(\d+)/, "Opera"],
  [/(?:Firefox|FxiOS)\/(\d+)/, "Firefox"],
  [/(?:Chrome|CriOS)\/(\d+)/, "Chrome"],
  [/Version\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari/, "Safari"],
  [/^curl\/(\d+)/, "curl"],
] as const;

const systems = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux|X11/, "Linux"],
] as const;

/** @returns a browser and its system in words, as far as they can be told from what it says of itself: it may say anything. */
export function deviceWords(userAgent: string | undefined): string {
  if (userAgent === undefined) return "Unknown program";
  const browser = browsers.map(([pattern, name]) => [name, pattern.exec(userAgent)?.[1]] as const).find(([, major]) => major);
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1];
  const name = browser === undefined ? "Unknown program" : `${browser[0]} ${browser[1]}`;
  return system === undefined ? name : `${name} on ${system}`;
}
