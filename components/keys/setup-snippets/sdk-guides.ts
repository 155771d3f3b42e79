import { curlSnippet, pythonSnippet, typescriptSnippet } from "../snippets";
import { PROMPT, quoted, type SetupFacts, type SetupGuide, shellWord } from "./guide";

/** Vendors' own client libraries, and a call without any. */
export function sdkGuides(facts: SetupFacts): SetupGuide[] {
  return [curl(facts), openai(facts), anthropic(facts), google(facts)];
}

function curl(facts: SetupFacts): SetupGuide {
  const { root, model } = facts;
  const message = { model, max_tokens: 256, messages: [{ role: "user", content: PROMPT }] };
  const contents = { contents: [{ role: "user", parts: [{ text: PROMPT }] }] };
  const url = `${root}/v1beta/models/${encodeURIComponent(model)}:generateContent`;
  return {
    id: "curl",
    title: "curl",
    about: "Every dialect takes the key as a bearer token; the header its own clients send works too.",
    samples: [
      { title: "Chat Completions", code: curlSnippet({ baseUrl: `${root}/v1`, model }) },
      { title: "Responses", code: post(`${root}/v1/responses`, { model, input: PROMPT }) },
      { title: "Messages", code: post(`${root}/v1/messages`, message) },
      { title: "Gemini", code: post(url, contents) },
    ],
  };
}

function post(url: string, body: object): string {
  return [
    "curl \\",
    `  ${shellWord(url)} \\`,
    '  -H "Authorization: Bearer $GATEHOUSE_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d ${shellWord(JSON.stringify(body, null, 2))}`,
  ].join("\n");
}

function openai({ root, model }: SetupFacts): SetupGuide {
  const facts = { baseUrl: `${root}/v1`, model };
  return {
    id: "openai-sdk",
    title: "OpenAI SDK",
    about: "Chat Completions and Responses, for any model of the key.",
    samples: [
      { title: "TypeScript", code: typescriptSnippet(facts) },
      { title: "Python", code: pythonSnippet(facts) },
    ],
  };
}

function anthropic({ root, model }: SetupFacts): SetupGuide {
  const typescript = `// npm install @anthropic-ai/sdk
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({
  baseURL: ${quoted(root)},
  apiKey: process.env.GATEHOUSE_KEY,
});

const message = await client.messages.create({
  model: ${quoted(model)},
  max_tokens: 256,
  messages: [{ role: "user", content: ${quoted(PROMPT)} }],
});
for (const block of message.content) {
  if (block.type === "text") console.log(block.text);
}`;
  const python = `# pip install anthropic
import os
from anthropic import Anthropic

client = Anthropic(
    base_url=${quoted(root)},
    api_key=os.environ["GATEHOUSE_KEY"],
)

message = client.messages.create(
    model=${quoted(model)},
    max_tokens=256,
    messages=[{"role": "user", "content": ${quoted(PROMPT)}}],
)
for block in message.content:
    if block.type == "text":
        print(block.text)`;
  return {
    id: "anthropic-sdk",
    title: "Anthropic SDK",
    about: "Messages, for any model of the key. The base URL ends before /v1: the library adds it.",
    samples: [
      { title: "TypeScript", code: typescript },
      { title: "Python", code: python },
    ],
  };
}

function google({ root, model }: SetupFacts): SetupGuide {
  const typescript = `// npm install @google/genai
import { GoogleGenAI } from "@google/genai";

const client = new GoogleGenAI({
  apiKey: process.env.GATEHOUSE_KEY,
  httpOptions: { baseUrl: ${quoted(root)} },
});

const answer = await client.models.generateContent({
  model: ${quoted(model)},
  contents: ${quoted(PROMPT)},
});
console.log(answer.text);`;
  const python = `# pip install google-genai
import os
from google import genai
from google.genai import types

client = genai.Client(
    api_key=os.environ["GATEHOUSE_KEY"],
    http_options=types.HttpOptions(base_url=${quoted(root)}),
)

answer = client.models.generate_content(
    model=${quoted(model)},
    contents=${quoted(PROMPT)},
)
print(answer.text)`;
  return {
    id: "google-sdk",
    title: "Google Gen AI SDK",
    about: "Gemini, for any model of the key. The base URL ends before /v1beta: the library adds it.",
    samples: [
      { title: "TypeScript", code: typescript },
      { title: "Python", code: python },
    ],
  };
}
