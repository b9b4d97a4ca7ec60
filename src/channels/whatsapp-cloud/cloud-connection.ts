/** What a business needs to speak to the Cloud API. */
export interface CloudConnection {
  token: string;
  /** With its version, without a slash at its end: https://graph.facebook.com/v25.0. */
  apiRoot: string;
  /** Of the business's number: not the number itself. */
  phoneNumberId: string;
  requestTimeoutSeconds: number;
}
