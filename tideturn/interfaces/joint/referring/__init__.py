"""A referral from a listing of the directory: who answers, how it is sent, and how it stands for its sender."""
