import type { Units } from "./units";
import type { TokenUsage } from "./usage";

/** A picture as bytes in Base64. */
export interface Picture {
  /** `image/png` and the like. */
  mediaType: string;
  data: string;
}

/** Pictures to be made, or made of others, whatever dialect the call came in. */
export interface PictureRequest {
  prompt: string;
  /** To be changed; none: made from the prompt alone. */
  sent: Picture[];
  count: number;
  /** Undefined: as the model likes. */
  size?: { width: number; height: number };
  /** Better than usual, where a model has a choice. */
  isFine?: boolean;
  /** `image/png` and the like; undefined: as the model makes them. */
  mediaType?: string;
}

export interface PictureAnswer {
  /** Fewer than asked for where some were held back, none where all were. */
  pictures: Picture[];
  /** What the upstream says of those it held back. */
  refused?: string;
  usage?: TokenUsage;
  units?: Units;
  /** Empty where nothing was made. */
  made?: "";
}
