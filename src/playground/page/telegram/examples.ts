/** Questions a person may try first: the same one, in three languages. */
export const examples = [
  { language: 'en', name: 'English', question: 'Can I register with a GP without papers?' },
  { language: 'ar', name: 'العربية', question: 'هل يمكنني التسجيل عند طبيب بدون أوراق؟' },
  { language: 'so', name: 'Soomaali', question: 'Ma iska diiwaan gelin karaa dhakhtar haddii aanan haysan warqado?' },
];
