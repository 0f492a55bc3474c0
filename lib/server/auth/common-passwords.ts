/**
 * Passwords of 12 characters and more that stand in public lists of leaked ones, in lower case: shorter ones are refused for
 * their length. Kept short on purpose: with the limits on tries, what matters is what is tried first.
 */
const words = `
  0987654321098 098765432112 111111111111 112233445566 121212121212 123123123123 123456123456 123456781234
  1234567890-= 123456789000 123456789012 1234567890123 12345678901234 123456789012345 1234567890abc 1234567890qwerty
  1234567891011 123456789123 123456789abc 123456789qwe 123456789qwerty 12345qwert12345 123qwe123qwe 147258369000
  147258369147 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i9o0p 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw23edc
  987654321000 987654321098 a1b2c3d4e5f6 abc123456789 abcd12345678 abcdef123456 abcdefghijkl abcdefghijklm
  abcdefghijklmnop abcdefghijklmnopqrstuvwxyz admin1234567 admin12345678 admin123456789 adminadmin123 administrator
  administrator1 administrator123 asdfasdfasdf asdfghjkl123 asdfghjkl1234 assassinscreed basketball123 changeme1234
  changeme12345 changeme123456 changemechangeme changethispassword chelsea123456 christmas123 cocacola1234
  computer1234 correcthorse correcthorsebattery correcthorsebatterystaple default12345 defaultpassword drydock12345
  drydockadmin drydockdrydock drydockpassword football1234 fuckyou12345 fuckyoufuckyou georgewashington hello1234567
  hellohello12 helloworld12 helloworld123 ihateyou1234 iloveyou1234 iloveyou12345 iloveyou123456 iloveyouforever
  iloveyousomuch internet1234 jesuschrist1 johncena1234 kubernetes12 kubernetes123 kubernetes1234 kubernetesadmin
  letmein12345 letmein123456 letmeinletmein liverpool123 lovelovelove manchesterunited michaeljackson minecraft123
  mynameisjohn mypassword12 mypassword123 mypassword1234 newpassword1 newpassword12 newpassword123 nothing12345
  p@ssw0rd123! p@ssw0rd1234 p@ssword1234 passw0rd1234 password!123 password1234 password12345 password123456
  password1234567 password12345678 password123456789 password2020 password2021 password2022 password2023 password2024
  password2025 password2026 password@123 password@1234 passwordpassword playstation2 playstation3 pokemon12345
  princess1234 q1w2e3r4t5y6 q1w2e3r4t5y6u7 qazwsxedc123 qazwsxedcrfv qazwsxedcrfvtgb qwe123qwe123 qweasdzxc123
  qwerasdfzxcv qwert1234567 qwerty123456 qwerty1234567 qwerty12345678 qwerty123456789 qwertyqwerty qwertyuiop12
  qwertyuiop123 qwertyuiop1234 qwertyuiop[] qwertyuiopasdfghjkl qwertyuiopasdfghjklzxcvbnm qwertzuiop123
  redhotchilipeppers rootpassword rootroot1234 secret123456 secretpassword september123 service12345 sommer123456
  spring123456 starwars1234 summer123456 summer2024!! sunshine1234 superman1234 supersecret1 superuser123 temporary123
  test12345678 test1234test testpassword testtesttest thisisapassword thisismypassword trustno1trustno1 ubuntuubuntu
  unbelievable verysecret123 vmware123456 welcome12345 welcome123456 welcome1234567 welcomewelcome whatever1234
  winter123456 yankees12345 zaq12wsxcde3 zaq1xsw2cde3 zaq1zaq1zaq1 zxcvbnm,./123 zxcvbnm12345 zxcvbnm123456
  zxcvbnmasdfghjkl
`;

export const commonPasswords: readonly string[] = [...words.trim().split(/\s+/), "correct horse battery staple"];
