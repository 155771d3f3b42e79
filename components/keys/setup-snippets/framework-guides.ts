import { PROMPT, quoted, type SetupFacts, type SetupGuide } from "./guide";

/** Libraries that sit on top of the vendors'. */
export function frameworkGuides(facts: SetupFacts): SetupGuide[] {
  return [aiSdk(facts), langchain(facts)];
}

function aiSdk({ root, model }: SetupFacts): SetupGuide {
  const base = quoted(`${root}/v1`);
  const ask = (provider: string) => `
const { text } = await generateText({
  model: ${provider}(${quoted(model)}),
  prompt: ${quoted(PROMPT)},
});
console.log(text);`;
  return {
    id: "ai-sdk",
    title: "Vercel AI SDK",
    about: "Each provider package speaks its own dialect; all of them reach any model of the key.",
    samples: [
      {
        title: "openai-compatible",
        code: `// npm install ai @ai-sdk/openai-compatible
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText } from "ai";

const gatehouse = createOpenAICompatible({
  name: "gatehouse",
  baseURL: ${base},
  apiKey: process.env.GATEHOUSE_KEY,
});
${ask("gatehouse")}`,
      },
      {
        title: "openai",
        code: `// npm install ai @ai-sdk/openai
import { createOpenAI } from "@ai-sdk/openai";
import { generateText } from "ai";

const openai = createOpenAI({
  baseURL: ${base},
  apiKey: process.env.GATEHOUSE_KEY,
});
${ask("openai")}`,
      },
      {
        title: "anthropic",
        code: `// npm install ai @ai-sdk/anthropic
import { createAnthropic } from "@ai-sdk/anthropic";
import { generateText } from "ai";

const anthropic = createAnthropic({
  baseURL: ${base},
  apiKey: process.env.GATEHOUSE_KEY,
});
${ask("anthropic")}`,
      },
    ],
  };
}

function langchain({ root, model }: SetupFacts): SetupGuide {
  const typescript = `// npm install @langchain/openai
import { ChatOpenAI } from "@langchain/openai";

const model = new ChatOpenAI({
  model: ${quoted(model)},
  apiKey: process.env.GATEHOUSE_KEY,
  configuration: { baseURL: ${quoted(`${root}/v1`)} },
});

const answer = await model.invoke(${quoted(PROMPT)});
console.log(answer.text);`;
  const python = `# pip install langchain-openai
import os
from langchain_openai import ChatOpenAI

model = ChatOpenAI(
    model=${quoted(model)},
    api_key=os.environ["GATEHOUSE_KEY"],
    base_url=${quoted(`${root}/v1`)},
)

answer = model.invoke(${quoted(PROMPT)})
print(answer.text)`;
  return {
    id: "langchain",
    title: "LangChain",
    about:
      "Chat Completions; the packages for Anthropic and Google work as well, with the base URLs of their libraries.",
    samples: [
      { title: "TypeScript", code: typescript },
      { title: "Python", code: python },
    ],
  };
}
