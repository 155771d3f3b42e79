import type { CodeSample } from "../ui/code-block";

export interface SnippetFacts {
  /** `https://ai.example.com/api/v1` */
  baseUrl: string;
  model: string;
  /** The key itself, while it is shown once; left out, the samples read `GATEHOUSE_KEY` from the environment. */
  secret?: string;
}

const PROMPT = "Say hello.";

/** A call that works in a shell as it stands; `-N` shows the stream as it comes. */
export function curlSnippet({ baseUrl, model, secret }: SnippetFacts): string {
  const body = `{
    "model": ${JSON.stringify(model)},
    "stream": true,
    "messages": [
      {"role": "user", "content": ${JSON.stringify(PROMPT)}}
    ]
  }`;
  return [
    "curl -N \\",
    `  ${baseUrl}/chat/completions \\`,
    `  -H "Authorization: Bearer ${secret ?? "$GATEHOUSE_KEY"}" \\`,
    '  -H "Content-Type: application/json" \\',
    `  -d '${body.replaceAll("'", "'\\''")}'`,
  ].join("\n");
}

/** The same with the official client for Python. */
export function pythonSnippet({ baseUrl, model }: SnippetFacts): string {
  return `# pip install openai
import os
from openai import OpenAI

client = OpenAI(
    base_url=${JSON.stringify(baseUrl)},
    api_key=os.environ["GATEHOUSE_KEY"],
)

stream = client.chat.completions.create(
    model=${JSON.stringify(model)},
    messages=[
        {"role": "user", "content": ${JSON.stringify(PROMPT)}},
    ],
    stream=True,
)
for chunk in stream:
    if chunk.choices:
        text = chunk.choices[0].delta.content or ""
        print(text, end="", flush=True)
print()`;
}

/** The same with the official client for Node. */
export function typescriptSnippet({ baseUrl, model }: SnippetFacts): string {
  return `// npm install openai
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: ${JSON.stringify(baseUrl)},
  apiKey: process.env.GATEHOUSE_KEY,
});

const stream = await client.chat.completions.create({
  model: ${JSON.stringify(model)},
  messages: [
    { role: "user", content: ${JSON.stringify(PROMPT)} },
  ],
  stream: true,
});
for await (const chunk of stream) {
  const text = chunk.choices[0]?.delta.content ?? "";
  process.stdout.write(text);
}
process.stdout.write("\\n");`;
}

/** The same streamed call in every language; each runs as it stands once `GATEHOUSE_KEY` is set. */
export function snippets(facts: SnippetFacts): [CodeSample, ...CodeSample[]] {
  return [
    { title: "curl", code: curlSnippet(facts) },
    { title: "Python", code: pythonSnippet(facts) },
    { title: "TypeScript", code: typescriptSnippet(facts) },
  ];
}

/** How a shell gets to know a key that was just shown. */
export function exportSnippet(secret: string): string {
  return `export GATEHOUSE_KEY=${secret}`;
}
